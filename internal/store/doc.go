// Package store owns the storage promise: what can be read, part by part, and the one write, Apply. Each "must" in a
// comment names the case of storetest that proves it. It holds no SQL; sqlstore keeps the promise on both engines.
package store
