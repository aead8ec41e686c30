use super::*;

#[test]
fn deep_nesting_is_refused() {
    let mut target = Target::new();
    let open = "(".repeat(40_000);
    let close = ")".repeat(40_000);
    for attack in [
        format!("SELECT {open}1{close}"),
        format!("SELECT {open}"),
        format!("SELECT {}1", "NOT ".repeat(20_000)),
        format!("SELECT 1{}", "+1".repeat(40_000)),
        format!("SELECT {}1{}", "abs(".repeat(10_000), ")".repeat(10_000)),
        format!("SELECT * FROM {}parents{}", "(SELECT * FROM ".repeat(3000), ")".repeat(3000)),
        format!("SELECT 1{}", " UNION ALL SELECT 1".repeat(200)),
        format!("SELECT {}1", "1,".repeat(300)),
        format!("CREATE TABLE t ({}x)", (0..300).map(|i| format!("c{i},")).collect::<String>()),
        format!("SELECT max({}1)", "1,".repeat(300)),
        format!("SELECT * FROM parents{}", ", parents".repeat(100)),
    ] {
        let script = quickly(|| target.run(&attack));
        let failure = script.failure().unwrap_or_else(|| panic!("{}", &attack[..60]));
        assert_eq!(failure.kind, FailureKind::Limit, "{}: {failure:?}", &attack[..60]);
        target.works_as_before();
    }
}

#[test]
fn a_statement_of_a_megabyte_is_refused() {
    let mut target = Target::new();
    target.is_limited(&format!("SELECT '{}'", "x".repeat(1_000_000)));
    target.is_limited(&format!("SELECT 1{}", "+1".repeat(100_000)));
    let trigger = "CREATE TRIGGER t AFTER INSERT ON parents BEGIN ";
    let body = "SELECT 1; ".repeat(100_000);
    quickly(|| target.is_limited(&format!("{trigger}{body} END;")));
    quickly(|| target.is_limited(&format!("{trigger}{body}")));
}

#[test]
fn nonsense_is_a_syntax_error() {
    let mut target = Target::new();
    for attack in
        ["\u{1b}[31m", "\u{202e}SELECT", "🦀", "'", "\"", "`", "[", "x'", "/**/ )", "@", "$"]
    {
        let failure = target.failure(attack);
        assert_eq!(failure.kind, FailureKind::Syntax, "{attack:?}: {failure:?}");
        assert_eq!(failure.offset.unwrap_or(0).min(attack.len()), failure.offset.unwrap_or(0));
    }
}
