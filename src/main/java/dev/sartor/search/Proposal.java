package dev.sartor.search;

/** A candidate that a strategy wants to be tried, and how it came up. */
record Proposal(Candidate candidate, Trial.Origin origin) {
}
