//! Floats as Python prints them.

/// `repr(number)`: the fewest digits that read back as the same number.
pub(in crate::orm::python) fn repr(number: f64) -> String {
    if number.is_nan() {
        return "nan".to_owned();
    }
    if number.is_infinite() {
        return if number < 0.0 { "-inf" } else { "inf" }.to_owned();
    }
    let mut text = format!("{number:e}");
    // Where two texts are as short and as near, Python takes the one with the even digit.
    let digits = text.bytes().take_while(|byte| *byte != b'e').filter(u8::is_ascii_digit).count();
    if digits > 14 {
        let even = format!("{number:.*e}", digits - 1);
        if even.parse() == Ok(number) {
            text = even;
        }
    }
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if !(-4..16).contains(&exponent) {
        return format!("{mantissa}e{}", sign_and_two_digits(exponent));
    }
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let digits = mantissa.replace('.', "");
    match usize::try_from(exponent) {
        Err(_) => {
            let zeros = "0".repeat(usize::try_from(-exponent - 1).unwrap_or(0));
            format!("{sign}0.{zeros}{digits}")
        }
        Ok(exponent) if digits.len() <= exponent + 1 => {
            format!("{sign}{digits}{}.0", "0".repeat(exponent + 1 - digits.len()))
        }
        Ok(exponent) => {
            let (whole, fraction) = digits.split_at(exponent + 1);
            format!("{sign}{whole}.{fraction}")
        }
    }
}

/// An exponent as C prints it: a sign, and two digits at least.
fn sign_and_two_digits(exponent: i32) -> String {
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{sign}{:02}", exponent.unsigned_abs())
}

/// No float has more digits than this, before or after the point; what is asked for beyond is
/// zeros. (Rust's own formatting takes no precision beyond 65,535.)
const DIGITS: usize = 1100;

fn zeros_beyond(precision: usize) -> String {
    "0".repeat(precision.saturating_sub(DIGITS))
}

/// `%e` of a number that is not negative.
pub(in crate::orm::python) fn scientific(number: f64, precision: usize, alternate: bool) -> String {
    let text = format!("{number:.*e}", precision.min(DIGITS));
    let more = zeros_beyond(precision);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let point = if alternate && precision == 0 { "." } else { "" };
    format!("{mantissa}{more}{point}e{}", sign_and_two_digits(exponent.parse().unwrap_or(0)))
}

/// `%f` of a number that is not negative.
pub(in crate::orm::python) fn fixed(number: f64, precision: usize, alternate: bool) -> String {
    let point = if alternate && precision == 0 { "." } else { "" };
    format!("{number:.*}{}{point}", precision.min(DIGITS), zeros_beyond(precision))
}

/// `%g` of a number that is not negative. With `keep_point`, what looks like an integer gets
/// `.0`, as a format without a type letter asks.
pub(in crate::orm::python) fn general(
    number: f64,
    precision: usize,
    alternate: bool,
    keep_point: bool,
) -> String {
    // Beyond the digits that there are, only the alternate form has zeros, and no one asks.
    let precision = precision.clamp(1, DIGITS);
    let rounded = format!("{number:.*e}", precision - 1);
    let (mantissa, exponent) = rounded.split_once('e').unwrap_or((&rounded, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let bound = i32::try_from(precision).unwrap_or(i32::MAX);
    // Without a type letter, CPython goes over to exponents one digit earlier.
    let bound = if keep_point { bound - 1 } else { bound };
    let trim = |text: &str| {
        if alternate || !text.contains('.') {
            text.to_owned()
        } else {
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
    };
    if exponent < -4 || exponent >= bound.max(if keep_point { 0 } else { 1 }) {
        let mantissa = trim(mantissa);
        format!("{mantissa}e{}", sign_and_two_digits(exponent))
    } else {
        let places = usize::try_from(i64::from(precision as u32) - 1 - i64::from(exponent));
        let text = trim(&format!("{number:.*}", places.unwrap_or(0)));
        if keep_point && !text.contains('.') { text + ".0" } else { text }
    }
}
