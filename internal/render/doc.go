// Package render owns how a letter looks: it turns the block tree of one paper into PDF, HTML and plain text, refuses what
// cannot be drawn right, and reads the terms back out of a PDF. It hands bytes to whoever asked and names what they depend
// on (Pins). It must not know the store, the record a letter came from, or the clock.
package render
