// Package objectstore keeps sealed bytes in a bucket of any store that speaks Amazon's S3 protocol. It owns how an address
// of a bucket is written and what the store's errors mean for a client; it must not know what the bytes are.
package objectstore
