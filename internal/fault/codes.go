package fault

// Code is a stable name of one kind of fault: lower-case words joined by underscores. A code never changes its meaning;
// clients match on it. Meanings lists each one once.
type Code string

// Meaning explains one code on the page of all fault codes.
type Meaning struct {
	Code    Code
	Kind    Kind
	Text    string // what happened and what a client can do
	Example string // where the code is seen, for the reader of the page
}

// Codes of requests that cannot be read.
const (
	CodeUnreadable     Code = "unreadable"
	CodeInvalidUTF8    Code = "invalid_utf8"
	CodeDuplicateKey   Code = "duplicate_key"
	CodeTooDeep        Code = "too_deep"
	CodeTooLarge       Code = "too_large"
	CodeMediaType      Code = "unsupported_media_type"
	CodeBadParameter   Code = "bad_parameter"
	CodeNulCharacter   Code = "nul_character"
	CodeTrailingData   Code = "trailing_data"
	CodeUnauthorized   Code = "unauthenticated"
	CodeForbidden      Code = "forbidden"
	CodeNotFound       Code = "not_found"
	CodeNoSuchMethod   Code = "method_not_allowed"
	CodeInternal       Code = "internal"
	CodeUnavailable    Code = "unavailable"
	CodeStorageFull    Code = "storage_full"
	CodeRateLimited    Code = "rate_limited"
	CodeRunning        Code = "idempotency_running"
	CodeKeyReused      Code = "idempotency_key_reused"
	CodeIfMatchMissing Code = "if_match_required"
	CodeStaleRevision  Code = "stale_revision"
)

// Codes of records that can be read but are at fault.
const (
	CodeInvalidRecord   Code = "invalid_record"
	CodeInvalidRequest  Code = "invalid_request"
	CodeUnknownField    Code = "unknown_field"
	CodeRequired        Code = "required"
	CodeNull            Code = "null_value"
	CodeWrongType       Code = "wrong_type"
	CodeNotAllowed      Code = "not_allowed"
	CodeNotOfType       Code = "not_of_this_type"
	CodePattern         Code = "pattern"
	CodeFormat          Code = "format"
	CodeTooLong         Code = "too_long"
	CodeTooShort        Code = "too_short"
	CodeTooMany         Code = "too_many"
	CodeOutOfRange      Code = "out_of_range"
	CodeBadAmount       Code = "bad_amount"
	CodeBadCurrency     Code = "unknown_currency"
	CodeBadDate         Code = "bad_date"
	CodeBadPlace        Code = "unknown_place"
	CodeBadText         Code = "bad_text"
	CodeDuplicateID     Code = "duplicate_id"
	CodeBadReference    Code = "unknown_reference"
	CodeContradiction   Code = "contradiction"
	CodeUnknownEntity   Code = "unknown_entity"
	CodeUnknownTerm     Code = "unknown_term"
	CodeExpectMismatch  Code = "expect_mismatch"
	CodeBadAmendment    Code = "bad_amendment"
	CodeUndrawable      Code = "undrawable_character"
	CodeLetterTooLong   Code = "letter_too_long"
	CodeLetterTooLarge  Code = "letter_too_large"
	CodeUnbreakable     Code = "text_too_wide"
	CodeLetterLostTerm  Code = "letter_lost_term"
	CodeBlankSlot       Code = "blank_slot"
	CodeUnwordable      Code = "cannot_be_worded"
	CodeClauseConflict  Code = "clause_conflict"
	CodeTemplateTwo     Code = "template_ambiguous"
	CodeClauseMissing   Code = "clause_missing"
	CodeClauseAmbiguous Code = "clause_ambiguous"
	CodeTemplateMissing Code = "template_missing"
	CodeClauseChanged   Code = "clause_changed"
	CodeLint            Code = "template_fault"
	CodeExpression      Code = "bad_expression"
	CodeCost            Code = "expression_too_costly"
)

// Codes of acts that the state does not allow.
const (
	CodeExists         Code = "exists"
	CodeSourceExists   Code = "source_exists"
	CodeGate           Code = "gate_closed"
	CodeState          Code = "state_forbids"
	CodeLetterStale    Code = "letter_date_stale"
	CodeNewDeviation   Code = "new_deviation"
	CodeFourEyes       Code = "four_eyes"
	CodeFlagDecided    Code = "flag_decided"
	CodeFlagBlocks     Code = "flag_blocks"
	CodeDigestMismatch Code = "digest_mismatch"
	CodeNotLatest      Code = "not_latest_version"
	CodeReasonMissing  Code = "reason_required"
	CodeNotTold        Code = "candidate_not_told"
)
