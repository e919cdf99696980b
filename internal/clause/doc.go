// Package clause owns the wording of letters: clauses, their published versions, positions and slots, how a wording is
// laid out over the terms of one offer, and the samples that are its tests. It hands laid-out blocks to letter, each with
// the terms that it conveys and the values that its fixed words state. It must not know a letter's frame, an offer, or
// how anything is stored or drawn.
//
// # Wording
//
// A wording is Markdown cut to paragraphs, headings, lists, tables, emphasis, strong emphasis and links. Two things are
// added, and neither holds an expression:
//
//	{{ amount }}                        the slot amount, worded as clause.yaml says
//	[[due: It is paid {{ due }}.]]      the part due: printed only when every slot in it has a value, and when its
//	                                    condition in clause.yaml (if it has one) is true
//
// The Markdown is parsed once; values go into text afterwards, so that a name holding *x* never becomes markup.
package clause
