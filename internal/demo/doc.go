// Package demo owns a made-up company: it writes the lives of many offers through the corridor, act by act, with a clock
// of its own, so that lists, queues and figures can be seen full. The same seed makes the same lives. Every letter is
// marked as simulated.
//
// The company has one thing wrong with it on purpose: the pay band of senior platform engineers is out of date, they are
// offered less than its midpoint, and about 68 of 100 accept where 91 of 100 do elsewhere. The figures must show that to
// whoever looks.
package demo
