// Package answer owns what the candidate's answer to a letter must be: in which form it may be given, whether a typed name
// is the candidate's, which choices and blanks of the letter it settles, what the terms then are, and which papers may come
// in beside it. It is pure: who may answer and when is the life of the offer, storing it is the desk's.
package answer
