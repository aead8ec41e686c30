//! The PRAGMAs that only look, or that change nothing but the database itself.

/// PRAGMAs that read, with or without an argument.
const LOOKS: [&str; 19] = [
    "collation_list",
    "compile_options",
    "data_version",
    "database_list",
    "foreign_key_check",
    "foreign_key_list",
    "freelist_count",
    "function_list",
    "index_info",
    "index_list",
    "index_xinfo",
    "integrity_check",
    "module_list",
    "page_count",
    "pragma_list",
    "quick_check",
    "table_info",
    "table_list",
    "table_xinfo",
];

/// PRAGMAs that read without an argument; with one, they would set what outlives the database.
const SETTINGS: [&str; 14] = [
    "auto_vacuum",
    "automatic_index",
    "cache_size",
    "encoding",
    "foreign_keys",
    "ignore_check_constraints",
    "journal_mode",
    "max_page_count",
    "page_size",
    "query_only",
    "recursive_triggers",
    "schema_version",
    "temp_store",
    "trusted_schema",
];

/// Settings that live in the database, or end with the transaction.
const KEPT: [&str; 3] = ["application_id", "defer_foreign_keys", "user_version"];

/// Whether a PRAGMA may run; `name` in lower case.
pub(super) fn is_harmless(name: &str, value: Option<&str>) -> bool {
    let Some(value) = value else {
        return [&LOOKS[..], &SETTINGS, &KEPT].iter().any(|names| names.contains(&name));
    };
    // Every tutorial says it. It holds already, so saying it changes nothing.
    let says_what_holds = name == "foreign_keys" && is_true(value);
    LOOKS.contains(&name) || KEPT.contains(&name) || says_what_holds
}

fn is_true(value: &str) -> bool {
    ["1", "on", "yes", "true"].iter().any(|word| value.eq_ignore_ascii_case(word))
}
