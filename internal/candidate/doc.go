// Package candidate owns the pages behind a candidate's link: the letter, what changed since the last one, and the answer.
// They are written for a phone and a screen reader, work without scripts, and load nothing from elsewhere. A token never
// reaches a log: requests are named by their route.
package candidate
