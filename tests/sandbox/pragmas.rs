use super::*;

#[test]
fn no_setting_is_changed() {
    let mut target = Target::new();
    for (name, value) in [
        ("writable_schema", "ON"),
        ("writable_schema", "RESET"),
        ("foreign_keys", "OFF"),
        ("foreign_keys", "0"),
        ("foreign_keys", "false"),
        ("ignore_check_constraints", "ON"),
        ("case_sensitive_like", "ON"),
        ("recursive_triggers", "ON"),
        ("max_page_count", "1000000"),
        ("page_size", "512"),
        ("temp_store", "1"),
        ("hard_heap_limit", "1"),
        ("soft_heap_limit", "1"),
        ("query_only", "ON"),
        ("read_uncommitted", "ON"),
        ("trusted_schema", "ON"),
        ("encoding", "'UTF-16'"),
        ("schema_version", "99"),
        ("auto_vacuum", "1"),
        ("legacy_alter_table", "ON"),
        ("cell_size_check", "OFF"),
        ("threads", "8"),
        ("mmap_size", "1000000"),
        ("cache_size", "1"),
        ("no_such_pragma", "1"),
    ] {
        let wall = Wall::Pragma(name.to_owned());
        target.is_denied(&format!("PRAGMA {name} = {value}"), &wall);
        target.is_denied(&format!("PRAGMA main.{}({value})", name.to_uppercase()), &wall);
    }
    for name in ["optimize", "incremental_vacuum", "shrink_memory", "wal_checkpoint"] {
        target.is_denied(&format!("PRAGMA {name}"), &Wall::Pragma(name.to_owned()));
    }
    target.is_denied(
        "SELECT * FROM pragma_writable_schema",
        &Wall::Pragma("writable_schema".to_owned()),
    );
}

#[test]
fn foreign_keys_stay_on_inside_and_outside_of_a_transaction() {
    let mut target = Target::new();
    let wall = Wall::Pragma("foreign_keys".to_owned());
    target.is_denied("BEGIN; PRAGMA foreign_keys = OFF; DELETE FROM parents; COMMIT", &wall);
    target.is_denied("PRAGMA foreign_keys = OFF; DELETE FROM parents", &wall);
    assert_eq!(target.run("PRAGMA foreign_keys = on").failure(), None);
    target.works_as_before();
}

#[test]
fn looking_is_free() {
    let mut target = Target::new();
    for look in [
        "PRAGMA table_info(parents)",
        "PRAGMA table_xinfo('children')",
        "PRAGMA main.table_list",
        "PRAGMA index_list(parents)",
        "PRAGMA foreign_key_list(children)",
        "PRAGMA foreign_key_check",
        "PRAGMA integrity_check",
        "PRAGMA quick_check(1)",
        "PRAGMA foreign_keys",
        "PRAGMA recursive_triggers",
        "PRAGMA user_version",
        "PRAGMA compile_options",
        "PRAGMA encoding",
        "PRAGMA page_count",
        "SELECT name FROM pragma_table_info('parents')",
        "SELECT * FROM sqlite_schema",
        "EXPLAIN QUERY PLAN SELECT * FROM parents",
        "SELECT value FROM json_each('[1, 2]')",
    ] {
        let script = target.run(look);
        assert!(script.rows().is_some(), "{look}: {script:?}");
        assert!(target.scratch.is_pristine(), "{look}");
    }
    target.works_as_before();
}
