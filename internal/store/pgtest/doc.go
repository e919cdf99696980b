// Package pgtest owns throwaway PostgreSQL databases for tests: one server for each test binary, started by the first
// test that asks, and a fresh database for each test. It hands out addresses; it knows nothing of what is stored, so
// the caller says how a database is brought up to date. Only tests import it.
//
// Where no PostgreSQL is installed a test is skipped, or fails when VERBATIM_REQUIRE_POSTGRES is 1.
// VERBATIM_TEST_DATABASE_URL names a running server to be used instead, as a role that may create databases.
package pgtest
