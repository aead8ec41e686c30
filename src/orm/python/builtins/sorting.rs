//! Sorting with comparisons that scripts may have a say in.

use std::rc::Rc;

use crate::orm::python::{Args, Comparison, Machine, Run, Value};

impl Machine {
    /// The items in order, with `key` and `reverse` among the arguments by name.
    pub(in crate::orm::python) fn sorted(
        &mut self,
        items: Vec<Value>,
        named: Vec<(Rc<str>, Value)>,
        name: &str,
    ) -> Run<Vec<Value>> {
        let (mut key, mut reverse) = (None, false);
        for (keyword, value) in named {
            match &*keyword {
                "key" => key = Some(value).filter(|value| !value.is_none()),
                "reverse" => {
                    reverse = match &value {
                        Value::Str(_) | Value::None | Value::List(_) => self.index(&value)? != 0,
                        other => self.truth(other)?,
                    };
                }
                _ => {
                    let text = format!("'{keyword}' is an invalid keyword argument for {name}()");
                    return Err(self.error("TypeError", text));
                }
            }
        }
        let mut ranked = Vec::with_capacity(items.len());
        for item in items {
            let rank = match &key {
                Some(key) => self.call(key, Args::of(vec![item.clone()]))?,
                None => item.clone(),
            };
            ranked.push((rank, item));
        }
        // A stable order the other way round: equal items keep theirs.
        if reverse {
            ranked.reverse();
        }
        let mut ranked = self.merge_sorted(ranked)?;
        if reverse {
            ranked.reverse();
        }
        Ok(ranked.into_iter().map(|(_, item)| item).collect())
    }

    fn merge_sorted(&mut self, mut items: Vec<(Value, Value)>) -> Run<Vec<(Value, Value)>> {
        let length = items.len() as u64;
        self.step(length * u64::from(length.max(1).ilog2()) / 4)?;
        if items.iter().all(|(rank, _)| matches!(rank, Value::Int(_))) {
            items.sort_by_key(|(rank, _)| if let Value::Int(number) = rank { *number } else { 0 });
            return Ok(items);
        }
        if items.iter().all(|(rank, _)| matches!(rank, Value::Str(_))) {
            items.sort_by(|a, b| a.0.as_str().cmp(&b.0.as_str()));
            return Ok(items);
        }
        // Short runs by insertion, then merged from below.
        const RUN: usize = 8;
        let mut runs: Vec<Vec<(Value, Value)>> = Vec::new();
        let mut rest = items.into_iter().peekable();
        while rest.peek().is_some() {
            let mut run: Vec<(Value, Value)> = Vec::with_capacity(RUN);
            for item in rest.by_ref().take(RUN) {
                let mut at = run.len();
                while let Some(before) = at.checked_sub(1).and_then(|at| run.get(at)) {
                    let before = before.0.clone();
                    if !self.is_less(&item.0, &before)? {
                        break;
                    }
                    at -= 1;
                }
                run.insert(at, item);
            }
            runs.push(run);
        }
        while runs.len() > 1 {
            let mut merged = Vec::new();
            let mut pairs = runs.into_iter();
            while let Some(left) = pairs.next() {
                match pairs.next() {
                    Some(right) => merged.push(self.merged(left, right)?),
                    None => merged.push(left),
                }
            }
            runs = merged;
        }
        Ok(runs.pop().unwrap_or_default())
    }

    fn merged(
        &mut self,
        left: Vec<(Value, Value)>,
        right: Vec<(Value, Value)>,
    ) -> Run<Vec<(Value, Value)>> {
        let mut out = Vec::with_capacity(left.len() + right.len());
        let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
        while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
            let (a, b) = (a.0.clone(), b.0.clone());
            let next = if self.is_less(&b, &a)? { right.next() } else { left.next() };
            out.extend(next);
        }
        out.extend(left);
        out.extend(right);
        Ok(out)
    }

    fn is_less(&mut self, a: &Value, b: &Value) -> Run<bool> {
        self.step(1)?;
        let value = self.compare(Comparison::Less, a, b)?;
        self.truth(&value)
    }
}
