package search

import "math"

// weights2 are twice the weights of the fields, so that sums stay whole.
var weights2 = [fields + 1]int{
	fieldTitle: 20, fieldNames: 14, fieldSummary: 8, fieldHeadings: 5, fieldLabels: 4, fieldBody: 2, fieldReferences: 1,
}

// The constants of BM25F with one length normalisation for all fields:
// Robertson, Zaragoza, Taylor: Simple BM25 Extension to Multiple Weighted
// Fields, CIKM 2004; k1 and b as usual for short texts.
const (
	k1 = 1.2
	b  = 0.5
)

// steps is the number of values of a quantised score.
const steps = 15

// quantise returns the part of the score of a term in a record that does not
// depend on how many records have it, from 1 to 15: weighted is the sum of
// twice the weights of its occurrences, words the length of the record.
func quantise(weighted, words int, average float64) int {
	tf := float64(weighted) / 2
	length := 1.0
	if average > 0 {
		length = float64(words) / average
	}
	s := tf / (tf + k1*(1-b+b*length))
	return min(steps, max(1, int(math.Round(s*steps))))
}

// A posting's class is one byte: the strongest field that the term stands in,
// and the quantised score.
func classByte(best, q int) byte { return byte(best<<4 | q) }

func bestOf(class byte) int { return int(class >> 4) }

func stepOf(class byte) int { return int(class & 15) }

// bonus is what standing in a strong field adds to a score, by field.
var bonus = [fields + 1]float64{fieldTitle: 0.5, fieldNames: 0.3, fieldSummary: 0.1}

// idf is the weight of a term that df of n records have.
func idf(df, n int) float64 {
	return math.Log(1 + (float64(n-df)+0.5)/(float64(df)+0.5))
}

// score returns the score of a term in a record. Every product is rounded on
// its own, so that machines that multiply and add at once give the same.
func score(class byte, idf float64) float64 {
	return float64(float64(idf*float64(stepOf(class)))/steps) * (1 + bonus[bestOf(class)])
}

// commonShare is the share of records above which a term is common.
const commonShare = 0.6

// leastForCommon is the number of records from which on the postings of a
// common term are cut.
const leastForCommon = 500

// isOptional reports whether a term is in so many records that a query with
// other words does not need it.
func isOptional(df, n int) bool { return float64(df) > commonShare*float64(n) }

func isCommon(df, n int) bool { return n >= leastForCommon && isOptional(df, n) }
