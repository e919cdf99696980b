// Package sqlstore keeps the storage promise on SQLite and PostgreSQL: one SQL text for both, a small dialect for what
// differs (how a database is opened, what is asserted at start, what driver errors mean). Payloads are sealed here and
// nowhere else. It hands out stored facts and opened payloads; it knows no rule of an offer's life.
package sqlstore
