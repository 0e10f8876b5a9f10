"""Runs: documents to tables, tables to notebooks, notebooks to briefs, published whole or not at all."""
