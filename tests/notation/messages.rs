//! Every message, with the place that it points at.

use relatable::relation::notation::parse;

/// The line, a caret under each letter of the place, the message and the help.
fn message(text: &str) -> String {
    let Err(error) = parse(text, &[]) else { panic!("{text} is no error") };
    let start = text[..error.span.start].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let before = text[start..error.span.start].chars().count();
    let place = text[error.span.start..error.span.end].lines().next().unwrap_or_default();
    let carets = "^".repeat(place.chars().count().max(1));
    let help = error.help().map(|help| format!("\n    {help}")).unwrap_or_default();
    format!("  {line}\n  {}{carets} {error}{help}", " ".repeat(before))
}

#[test]
fn messages_point_at_what_is_wrong() {
    let texts = [
        "",
        "stores -<",
        "stores -< -< items",
        "-< items",
        "stores <- items",
        "stores -> items",
        "stores <-> items",
        "stores –< items",
        "stores → items",
        "stores |--|{ items x",
        "stores =< items",
        "stores -*- items",
        "stores items",
        "students >-< courses throuhg enrollments",
        "students >-< courses through",
        "stores -< items through sales",
        "students >-< courses by a",
        "a -< b by x, X",
        "a -< b by",
        "\"stores -< items",
        "\"\" -< items",
        "“stores” -< items",
        "a -< b ! c",
        "stores -< items\nstores -- items",
        "a store hsa many items",
        "a store has items",
        "a store has mny items",
        "a store has many",
        "a store has many items throuhg sales",
        "a store with items",
        "a has many items",
        "a student belongs to many courses",
        "a student belongs courses",
        "a student belongs",
        "a user has one role through memberships",
        "a store may have exactly one item",
        "a store must have zero or more items",
        "a student has and belongs to one course",
        "a store has many items in the shop next door",
        "there have been stores",
        "a store has many items! yes",
        "a store has many items by",
        "a store has many items by x, x",
        "a store has many items.\nA store has one item.",
        "users |--o{ posts",
        "users ||--o[ posts",
        "users ||--o{",
        "users ||--o{ posts comments",
        "users }--{ posts",
        "erDiagram\n  users { int id PX }",
        "erDiagram\n  users { int }",
        "erDiagram\n  users { int id",
        "erDiagram\n  users { int id int ID }",
        "erDiagram\n  users { int id\n int ID }",
        "erDiagram\n  users ? { }",
        "erDiagram\n a[b ||--o{ c",
        "erDiagram\n \"a ||--o{ c",
        "erDiagram\n a ||--o{ b\n a |o--o{ b",
        "erDiagram",
    ];
    let messages: Vec<String> = texts.iter().map(|text| message(text)).collect();
    insta::assert_snapshot!(messages.join("\n\n"));
}

#[test]
fn too_many_are_refused() {
    let text: String = (0..2_001).map(|n| format!("t{n}\n")).collect();
    assert_eq!(
        parse(&text, &[]).unwrap_err().to_string(),
        "this is more than 2000 tables or links"
    );
}
