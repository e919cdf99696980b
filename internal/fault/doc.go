// Package fault owns the one vocabulary of errors: a Fault names what is wrong with one place of a request, an Error
// carries all faults of one refusal together with its Kind. Every package hands errors up in this form; the edge turns a
// Kind into a status and never needs to know who made it. A fault's text is public: it must not hold a person's data,
// a path, a query or a driver's message. The cause, which is private, goes to the log only.
package fault
