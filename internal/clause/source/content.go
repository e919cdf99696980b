package source

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
	"golang.org/x/text/unicode/norm"

	"verbatim/internal/digest"
)

// Normal gives text in Unicode NFC with "\n" as its only line end and none of them at the end of the file, so that one
// wording has one digest whatever editor wrote it.
func Normal(b []byte) string {
	s := strings.TrimPrefix(string(b), "\ufeff")
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	return strings.TrimRight(norm.NFC.String(s), "\n")
}

// JSON gives the value as JSON. Numbers keep their digits.
func (v Value) JSON() (json.RawMessage, error) {
	if v.Node == nil {
		return nil, nil
	}
	plain, err := plainValue(v.Node)
	if err != nil {
		return nil, err
	}
	return json.Marshal(plain)
}

// Plain gives the value as encoding/json would decode it with UseNumber: what MergePatch takes.
func (v Value) Plain() (any, error) {
	if v.Node == nil {
		return nil, nil
	}
	return plainValue(v.Node)
}

func plainValue(n *yaml.Node) (any, error) { return walk(n, plainScalar) }

// walk turns a node into maps and lists of what scalar makes.
func walk(n *yaml.Node, scalar func(*yaml.Node) (any, error)) (any, error) {
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			v, err := walk(n.Content[i+1], scalar)
			if err != nil {
				return nil, err
			}
			m[n.Content[i].Value] = v
		}
		return m, nil
	case yaml.SequenceNode:
		list := make([]any, len(n.Content))
		for i, item := range n.Content {
			v, err := walk(item, scalar)
			if err != nil {
				return nil, err
			}
			list[i] = v
		}
		return list, nil
	case yaml.ScalarNode:
		return scalar(n)
	}
	return nil, fmt.Errorf("line %d: anchors and aliases are not part of library files", n.Line)
}

func plainScalar(n *yaml.Node) (any, error) {
	switch n.Tag {
	case "!!null":
		return nil, nil
	case "!!bool":
		return n.Value == "true", nil
	case "!!int":
		if _, err := strconv.ParseInt(n.Value, 10, 64); err == nil {
			return json.Number(n.Value), nil
		}
	case "!!float":
		return nil, fmt.Errorf("line %d: write the number %s in quotes: it is a decimal string", n.Line, n.Value)
	}
	return n.Value, nil // dates too: the record writes them as strings
}

// Digest is the SHA-256 of what a version says: its YAML file without the keys that change no output, and its other
// files as text. Order of keys, quoting, comments, line ends and the form of accents make no difference.
func Digest(yamlFile []byte, without []string, texts map[string][]byte) (digest.Digest, error) {
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(Normal(yamlFile)), &root); err != nil {
		return "", fmt.Errorf("not YAML: %w", err)
	}
	if len(root.Content) == 0 {
		return "", errors.New("the file is empty")
	}
	said, err := walk(root.Content[0], exact)
	if err != nil {
		return "", err
	}
	if m, ok := said.(map[string]any); ok {
		for _, k := range without {
			delete(m, k)
		}
	}
	files := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		files[name] = Normal(texts[name])
	}
	return digest.OfJSON(map[string]any{"said": said, "files": files})
}

// exact keeps every scalar as its text, so that 1.0 and "1.0" are one thing and no number loses digits.
func exact(n *yaml.Node) (any, error) { return n.Value, nil }

// MergePatch applies an RFC 7396 merge patch to a JSON value: null removes, lists are replaced whole.
func MergePatch(target, patch any) any {
	p, ok := patch.(map[string]any)
	if !ok {
		return patch
	}
	t, ok := target.(map[string]any)
	if !ok {
		t = map[string]any{}
	} else {
		t = maps.Clone(t)
	}
	for k, v := range p {
		if v == nil {
			delete(t, k)
			continue
		}
		t[k] = MergePatch(t[k], v)
	}
	return t
}
