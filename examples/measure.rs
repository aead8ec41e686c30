use relatable::counterexample::*;
use relatable::scratch::*;
use std::time::Instant;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let only = std::env::args().nth(2);
    let text = std::fs::read_to_string(path).unwrap();
    let mut scratch = Scratch::new().unwrap();
    let (mut wrong, mut caught, mut bad, mut und) = (0, 0, 0, 0);
    let (mut tf, mut ts, mut rows, mut ss) = (vec![], vec![], vec![], vec![]);
    let (mut lf, mut setsf) = (vec![], vec![]);
    for line in text.lines() {
        let c: serde_json::Value = serde_json::from_str(line).unwrap();
        let s = |k: &str| c[k].as_str().unwrap_or("").to_owned();
        if only.as_ref().is_some_and(|o| *o != s("id")) {
            continue;
        }
        let mut fresh = Scratch::new().unwrap();
        let b = Budget { steps: u64::MAX, ..Budget::default() };
        let r = fresh.run(&format!("{};{}", s("schema_sql"), s("seed_sql")), &b);
        if let Some(f) = r.failure() {
            println!("{}: setup {}", s("id"), f.message);
            continue;
        }
        let image = fresh.image().unwrap();
        let order = c["order_matters"].as_bool().unwrap_or(false);
        let q = Question {
            image,
            reference: s("reference"),
            assume: vec![],
            comparison: Comparison {
                order: if order { OrderRule::AsReference } else { OrderRule::Ignore },
                tolerance: Default::default(),
            },
        };
        let t = Instant::now();
        let ground = ground::Ground::new(&mut scratch, &q.image).unwrap();
        let g = t.elapsed().as_secs_f64() * 1e3;
        let t = Instant::now();
        let found = search::on(
            &mut scratch,
            &ground,
            &q,
            &s("candidate"),
            &Suite::default(),
            Effort::WHOLE,
        )
        .unwrap();
        let ms = t.elapsed().as_secs_f64() * 1e3;
        let w = s("verdict") == "wrong";
        if w {
            wrong += 1
        }
        match &found.finding {
            Finding::Different(x) => {
                tf.push(ms);
                rows.push(x.data.size() as f64);
                lf.push(g);
                setsf.push(found.sets as f64);
                if w {
                    caught += 1
                } else {
                    bad += 1;
                    println!(
                        "FALSE {} {}\n  {}\n  {}\n{:?}",
                        s("id"),
                        s("class"),
                        s("reference"),
                        s("candidate"),
                        x.script
                    )
                }
                if x.data.size() > 6 {
                    println!(
                        "BIG {} {} {}\n  {}\n  {}\n {:?}",
                        s("id"),
                        s("class"),
                        x.data.size(),
                        s("reference"),
                        s("candidate"),
                        x.data.tables.iter().map(|t| (&t.table, &t.rows)).collect::<Vec<_>>()
                    )
                }
                if ms > 20.0 {
                    println!(
                        "SLOW {} {ms:.1} sets {} rows {} {:?}",
                        s("id"),
                        found.sets,
                        x.data.size(),
                        x.found_by
                    )
                }
                if only.is_some() {
                    println!("{:#?} {} {:?}", x.script, ms, x.found_by)
                }
            }
            Finding::Same => {
                ts.push(ms);
                ss.push(found.sets as f64);
                if w {
                    println!(
                        "MISSED {} {}\n  {}\n  {}",
                        s("id"),
                        s("class"),
                        s("reference"),
                        s("candidate")
                    )
                }
            }
            Finding::Undecided(u) => {
                und += 1;
                println!("UNDECIDED {} {} {u:?}", s("id"), s("verdict"))
            }
        }
    }
    let q = |v: &mut Vec<f64>| {
        v.sort_by(f64::total_cmp);
        if v.is_empty() {
            return String::new();
        }
        format!(
            "med {:.2} p90 {:.2} max {:.2}",
            v[v.len() / 2],
            v[v.len() * 9 / 10],
            v[v.len() - 1]
        )
    };
    println!("caught {caught}/{wrong} false {bad} undecided {und}");
    println!(
        "found ms {}\nsame ms {}\nrows {}\nsets(same) {}\nsets(found) {}\nground {}",
        q(&mut tf),
        q(&mut ts),
        q(&mut rows),
        q(&mut ss),
        q(&mut setsf),
        q(&mut lf)
    );
}
