// Package api owns HTTP: the one table of routes, the shapes of requests and answers, and the translation of faults into
// problem documents (RFC 9457). A handler reads, calls one method of desk or auth, and answers; it decides nothing. Echo
// is known here and nowhere below. It must not know rendering, SQL, or what a term means.
//
//	request id -> log and metrics -> [route] -> key -> rate -> role -> parameters -> body -> slot -> claim -> handler
//
// A slot is taken after the body was read, so that slow senders hold none.
package api
