//go:build !race

package e2e_test

// underRace says that the tests, and with them the program that they start, run under the race detector.
const underRace = false
