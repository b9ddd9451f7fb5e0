/** Weight of each text of an answer in its centroid. */
export const ALPHA = { question: 1.5, body: 1, phrasing: 1 }
/** BM25F: saturation, length correction of the body, field weights. */
export const BM25F = { k1: 1.2, b: 0.6, question: 2, body: 1, phrasing: 1 }
/** Neighbouring stems beside single ones. */
export const BIGRAM_WEIGHT = 0.5
export const LONGEST_BODY_WORDS = 500
/** Below this many answers every one is scored exactly; above, the best candidates of the sparse index. */
export const SCORE_ALL_BELOW = 100
export const CANDIDATES = 48
/** Postings read per question: enough for exact candidates up to some thousand answers. */
export const MOST_POSTINGS = 30_000
/** Words whose grams are less alike than this do not align. */
export const LEAST_LIKENESS = 0.4
/** A synonym counts this much of the word itself. */
export const SYNONYM_WEIGHT = 0.3
