//! What is like ten well-known municipalities, and how long it takes to find out; the tables of `docs/similar-towns.md`.
//!
//! `cargo run --release -p directory --example similar`

use std::time::Instant;

use directory::Roster;
use directory::likeness::{Measure, Town, Towns, reasons};

const KNOWN: [&str; 10] = ["14100", "13112", "12217", "11202", "11408", "20416", "32528", "01648", "39344", "47381"];

/// So many times each town is asked for.
const ROUNDS: u32 = 5;

fn main() -> anyhow::Result<()> {
    let places = directory::reference::embedded()?;
    let start = Instant::now();
    let towns = Towns::new(&Roster::default(), &places);
    println!("all 1,741 made ready in {:.2} ms\n", start.elapsed().as_secs_f64() * 1e3);
    let figures = |town: &Town| {
        let shown = [Measure::Population, Measure::Aged, Measure::Older, Measure::Density];
        shown.map(|measure| measure.shown(town.figures[measure as usize])).join(" | ")
    };
    for town in KNOWN.iter().filter_map(|code| towns.town(code)) {
        println!("**{}** ({}) | | {}\n", places.full_name(&town.code), town.kind, figures(town));
        for near in towns.nearest(&[&town.code]).iter().take(10) {
            let why = reasons(near).join("、");
            println!("{} | {:.2} | {} | {why}", places.full_name(&near.town.code), near.distance, figures(near.town));
        }
        println!();
    }
    let codes: Vec<&str> = places.municipalities().map(|place| place.code.as_str()).collect();
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        // What was asked once is kept, so each round begins anew.
        let towns = Towns::new(&Roster::default(), &places);
        for code in &codes {
            let start = Instant::now();
            assert_eq!(towns.nearest(&[code]).len(), 20);
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
    }
    times.sort_by(f64::total_cmp);
    let (middle, last) = (times[times.len() / 2], times.len() - 1);
    println!(
        "the nearest 20: median {middle:.3} ms, p99 {:.3} ms, at most {:.3} ms",
        times[last * 99 / 100],
        times[last]
    );
    Ok(())
}
