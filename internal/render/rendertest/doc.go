// Package rendertest makes documents for tests of the renderer: sound by their types, and otherwise as wild as a record
// and its clauses could make them. It is imported by tests only.
package rendertest
