// Package feed owns the sealer: one replica at a time gives committed events their place in the log-wide order, at least
// each second, queues them for webhooks, and publishes the checkpoints outside of the database, so that a database that
// was put back to an older state is noticed. It hands the order to everybody who reads the feed by position; it knows
// nothing of what happened in an event, and no SQL.
package feed
