//! The order in which a set gives its members.
//!
//! CPython's order follows from the members' hashes and the history of its table. Where the
//! hashes are the same in every run (numbers, and tuples of them), so is the order, and it is
//! made here by the same table. Texts hash differently in every run of CPython; here they stand
//! in the order of insertion.

use std::rc::Rc;

use rust_decimal::Decimal;

use crate::orm::python::{Machine, Set, Value};

/// CPython's modulus for numbers.
const MODULUS: i128 = (1 << 61) - 1;

/// How many places after the first are tried in a row.
const PROBES: usize = 9;

impl Machine {
    /// The members of a set in its order.
    pub(in crate::orm::python) fn set_items(&self, set: &Rc<Set>) -> Vec<Value> {
        let items: Vec<Value> = set.members.borrow().iter().map(|key| key.0.clone()).collect();
        if items.len() < 2 {
            return items;
        }
        let hashes: Option<Vec<i64>> = items.iter().map(hash).collect();
        match hashes {
            Some(hashes) => {
                let order = Table::filled(&hashes).order();
                order.into_iter().filter_map(|at| items.get(at).cloned()).collect()
            }
            None => items,
        }
    }

    /// A frozen set of the same members.
    pub(in crate::orm::python) fn frozen(&self, set: &Rc<Set>) -> Value {
        let members = set.members.borrow().clone();
        Value::Set(Rc::new(Set { members: members.into(), frozen: true }))
    }
}

/// CPython's table of a set: places with what stands there.
struct Table {
    places: Vec<Option<(usize, i64)>>,
    used: usize,
}

impl Table {
    fn filled(hashes: &[i64]) -> Self {
        let mut table = Self { places: vec![None; 8], used: 0 };
        for (at, hash) in hashes.iter().enumerate() {
            table.put(at, *hash);
            let mask = table.places.len() - 1;
            if table.used * 5 >= mask * 3 {
                let least = if table.used > 50_000 { table.used * 2 } else { table.used * 4 };
                let mut size = 8;
                while size <= least {
                    size *= 2;
                }
                let old = std::mem::replace(&mut table.places, vec![None; size]);
                table.used = 0;
                old.into_iter().flatten().for_each(|(at, hash)| table.put(at, hash));
            }
        }
        table
    }

    fn put(&mut self, item: usize, hash: i64) {
        let mask = self.places.len() - 1;
        let mut perturb = hash.cast_unsigned();
        let mut at = (perturb as usize) & mask;
        loop {
            let last = if at + PROBES <= mask { at + PROBES } else { at };
            for place in at..=last {
                if let Some(free @ None) = self.places.get_mut(place) {
                    *free = Some((item, hash));
                    self.used += 1;
                    return;
                }
            }
            perturb >>= 5;
            at = at.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize) & mask;
        }
    }

    fn order(self) -> Vec<usize> {
        self.places.into_iter().flatten().map(|(item, _)| item).collect()
    }
}

/// CPython's hash of a value, where it is the same in every run.
pub(in crate::orm::python) fn hash(value: &Value) -> Option<i64> {
    let hash = match value {
        Value::Bool(truth) => i64::from(*truth),
        Value::Int(number) => hash_whole(i128::from(*number)),
        Value::Big(number) => i64::try_from(&**number % MODULUS).unwrap_or(0),
        Value::Float(number) => hash_float(*number)?,
        Value::Decimal(number) => hash_decimal(*number),
        Value::Tuple(items) => hash_items(items)?,
        Value::Instance(instance) => return hash(&Machine::part(instance)?),
        _ => return None,
    };
    Some(if hash == -1 { -2 } else { hash })
}

fn hash_whole(number: i128) -> i64 {
    // The remainder has the sign of the number.
    i64::try_from(number % MODULUS).unwrap_or(0)
}

fn hash_float(number: f64) -> Option<i64> {
    if number.is_nan() {
        return None;
    }
    if number.is_infinite() {
        return Some(if number > 0.0 { 314_159 } else { -314_159 });
    }
    let bits = number.abs().to_bits();
    let exponent = i32::try_from(bits >> 52).ok()?;
    let fraction = bits & ((1 << 52) - 1);
    let (mantissa, exponent) = match exponent {
        0 => (fraction, -1074),
        _ => (fraction | 1 << 52, exponent - 1075),
    };
    let turn = exponent.rem_euclid(61);
    let mut hash = i128::from(mantissa) % MODULUS;
    for _ in 0..turn {
        hash = hash * 2 % MODULUS;
    }
    let hash = i64::try_from(hash).ok()?;
    Some(if number < 0.0 { -hash } else { hash })
}

fn hash_decimal(number: Decimal) -> i64 {
    // The inverse of ten by the modulus.
    const TENTH: i128 = 2_075_258_708_292_324_556;
    let mut hash = number.mantissa().abs() % MODULUS;
    for _ in 0..number.scale() {
        hash = hash * TENTH % MODULUS;
    }
    let hash = i64::try_from(hash).unwrap_or(0);
    if number.is_sign_negative() { -hash } else { hash }
}

fn hash_items(items: &[Value]) -> Option<i64> {
    const FIRST: u64 = 11_400_714_785_074_694_791;
    const SECOND: u64 = 14_029_467_366_897_019_727;
    const FIFTH: u64 = 2_870_177_450_012_600_261;
    let mut sum = FIFTH;
    for item in items {
        let lane = hash(item)?.cast_unsigned();
        sum = sum.wrapping_add(lane.wrapping_mul(SECOND));
        sum = sum.rotate_left(31).wrapping_mul(FIRST);
    }
    sum = sum.wrapping_add(items.len() as u64 ^ (FIFTH ^ 3_527_539));
    if sum == u64::MAX { Some(1_546_275_796) } else { Some(sum.cast_signed()) }
}

/// A hash for `hash()`: CPython's where it is the same in every run, else one of this machine's.
pub(in crate::orm::python) fn hash_of_run(key: &crate::orm::python::Key) -> i64 {
    use std::hash::{Hash, Hasher};
    if let Some(hash) = hash(&key.0) {
        return hash;
    }
    let mut hasher = std::hash::DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish().cast_signed() >> 3
}
