// Package pdfrule owns our own reading of PDF/A-3b (ISO 19005-3:2012) and PDF/UA-1 (ISO 14289-1:2014): one rule for each
// clause that a letter can break, with the clause's number. It takes a file that pdffile can read and hands back findings.
// It knows nothing of letters and does not replace an independent checker: a file without findings is "checked by our own
// rules".
package pdfrule
