// Package schema owns the compiled JSON Schemas: it turns raw JSON into faults, every one at once, each with a stable
// code, a pointer and a sentence that says what is allowed. It hands faults to whoever reads requests; it knows schemas
// by name and nothing of what records mean.
package schema

//go:generate sh -c "cd ../.. && go run ./internal/schema/gen/write"
