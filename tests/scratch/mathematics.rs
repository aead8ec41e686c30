use super::*;

#[track_caller]
fn gives(call: &str, wanted: &Value) {
    assert_eq!(cell(&mut Scratch::new().unwrap(), &format!("SELECT {call}")), *wanted, "{call}");
}

#[test]
fn functions_give_what_sqlite_documents() {
    for (call, wanted) in [
        ("sqrt(16)", 4.0),
        ("pow(2, 10)", 1024.0),
        ("power('2', ' 3 ')", 8.0),
        ("exp(0)", 1.0),
        ("ln(exp(1))", 1.0),
        ("log(1000)", 3.0),
        ("log10(100)", 2.0),
        ("log2(8)", 3.0),
        ("round(log(2, 8), 9)", 3.0),
        ("mod(7.5, 2)", 1.5),
        ("mod(-7, 3)", -1.0),
        ("ceil(1.2)", 2.0),
        ("ceiling(-1.2)", -1.0),
        ("floor(-1.2)", -2.0),
        ("trunc(-1.7)", -1.0),
        ("round(degrees(pi()))", 180.0),
        ("round(sin(radians(90)), 9)", 1.0),
        ("atan2(0, 1)", 0.0),
    ] {
        gives(call, &Value::Real(wanted));
    }
    gives("ceil(3)", &Value::Integer(3));
    gives("floor('3')", &Value::Integer(3));
    gives("trunc('3.5')", &Value::Real(3.0));
}

#[test]
fn what_has_no_number_gives_null() {
    for call in [
        "sqrt(-1)",
        "sqrt(NULL)",
        "sqrt('abc')",
        "sqrt('inf')",
        "sqrt(x'34')",
        "sqrt('')",
        "ln(0)",
        "log(-1)",
        "log(1, 8)",
        "log(0, 8)",
        "log(2, 0)",
        "acos(2)",
        "mod(1, 0)",
        "pow(NULL, 1)",
        "pow(1, NULL)",
        "floor(NULL)",
        "atanh(2)",
        "ceil('1x')",
    ] {
        gives(call, &Value::Null);
    }
}
