// Package strictjson owns the reading of JSON that others sent: RFC 8259 to the letter, and none of what readers are
// known to disagree on. It hands plain values to schema; it knows nothing of what they mean.
package strictjson
