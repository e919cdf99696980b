// Package lint owns the publish gate: what is wrong with a library of clauses, letter templates, entities and calendars
// before anything of it may be used, with file, line, column, code and suggestion. It runs every sample. Rules of policy
// packs are judged by package policy, whose findings it passes on.
package lint
