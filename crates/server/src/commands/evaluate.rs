//! `yokoito evaluate`

use std::path::PathBuf;

use anyhow::Context as _;

use super::say;

/// What to measure on.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Folder in BEIR layout: corpus.jsonl, queries.jsonl, qrels/test.tsv
    dir: PathBuf,
    /// Write the TREC run here
    #[arg(long)]
    run: Option<PathBuf>,
    /// Hits for each query
    #[arg(long, default_value_t = 100)]
    limit: usize,
}

/// Prints how well the shipped analysis and ranking find what is relevant.
pub async fn run(options: Options) -> anyhow::Result<()> {
    let measured = tokio::task::spawn_blocking(move || {
        search::evaluate::evaluate(&options.dir, options.run.as_deref(), options.limit)
    });
    let report = measured.await.context("measure")??;
    say(format_args!("documents      {}", report.documents));
    say(format_args!("queries        {}", report.queries));
    say(format_args!("nDCG@10        {:.4}", report.ndcg_at_10));
    say(format_args!("MRR@10         {:.4}", report.mrr_at_10));
    say(format_args!("Recall@100     {:.4}", report.recall_at_100));
    say(format_args!("success@5      {:.4}", report.success_at_5));
    say(format_args!("queries/s      {:.0}", report.queries_per_second));
    say(format_args!("index docs/s   {:.0}", report.documents_per_second));
    Ok(())
}
