// Checks what Reprise signs and proves by code that is not Reprise's: golang.org/x/mod/sumdb/note and tlog, which verify
// Go's own checksum database. How a leaf is made from an event is written again here, from ops/docs/event-log.md.
//
//	go run main.go archive KEYS FILE      an exported campaign: each event's signature and inclusion proof
//	go run main.go grown KEYS OLD PROOF   what `audit prove --since OLD` printed: that the log only grew
//	go run main.go vectors                signed notes, roots and proofs made by these packages, as JSON
package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 3 && args[0] == "archive":
		return archive(args[1], args[2])
	case len(args) == 4 && args[0] == "grown":
		return grown(args[1], args[2], args[3])
	case len(args) == 1 && args[0] == "vectors":
		return vectors()
	}
	return fmt.Errorf("usage: archive KEYS FILE | grown KEYS OLD PROOF | vectors")
}

type tree struct {
	size int64
	root tlog.Hash
}

func verifiers(file string) (note.Verifiers, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var list []note.Verifier
	for _, line := range strings.Fields(string(text)) {
		v, err := note.NewVerifier(line)
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return note.VerifierList(list...), nil
}

// The checkpoint in a note, if one of the keys signed it.
func checkpoint(signed string, keys note.Verifiers) (tree, error) {
	n, err := note.Open([]byte(signed), keys)
	if err != nil {
		return tree{}, err
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) < 4 {
		return tree{}, fmt.Errorf("no checkpoint: %q", n.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tree{size, root}, err
}

func hashes(lines []string) ([]tlog.Hash, error) {
	var all []tlog.Hash
	for _, line := range lines {
		h, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		all = append(all, h)
	}
	return all, nil
}

// One line of an archive, as far as it is an event.
type event struct {
	Position       *int64
	ID             string
	Stream         string
	Sequence       int64
	Kind           string
	Name           string
	Revision       int32
	At             time.Time
	Payload        string
	PayloadBase64  []byte
	Metadata       string
	MetadataBase64 []byte
	Proof          string
}

func (e event) leaf() tlog.Hash {
	var b bytes.Buffer
	number := func(n interface{}) { binary.Write(&b, binary.BigEndian, n) }
	sized := func(x []byte) {
		number(int32(len(x)))
		b.Write(x)
	}
	number(*e.Position)
	number(e.Sequence)
	number(e.Revision)
	number(e.At.Unix())
	number(int32(e.At.Nanosecond()))
	for _, text := range []string{e.ID, e.Stream, e.Kind, e.Name} {
		sized([]byte(text))
	}
	sized(either(e.Payload, e.PayloadBase64))
	sized(either(e.Metadata, e.MetadataBase64))
	return tlog.RecordHash(b.Bytes())
}

func either(text string, raw []byte) []byte {
	if raw != nil {
		return raw
	}
	return []byte(text)
}

func archive(keyFile, file string) error {
	keys, err := verifiers(keyFile)
	if err != nil {
		return err
	}
	in, err := os.Open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 64<<20)
	events := 0
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			return err
		}
		if e.Position == nil {
			continue
		}
		if err := included(e, keys); err != nil {
			return fmt.Errorf("event %d: %w", *e.Position, err)
		}
		events++
	}
	fmt.Println(events, "events are in the log")
	return lines.Err()
}

func included(e event, keys note.Verifiers) error {
	cut := strings.Index(e.Proof, "\n\n")
	if cut < 0 {
		return fmt.Errorf("no proof")
	}
	head := strings.Split(e.Proof[:cut], "\n")
	if head[0] != "c2sp.org/tlog-proof@v1" || head[1] != fmt.Sprint("index ", *e.Position) {
		return fmt.Errorf("a proof of something else: %q", head[:2])
	}
	path, err := hashes(head[2:])
	if err != nil {
		return err
	}
	at, err := checkpoint(e.Proof[cut+2:], keys)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(path, at.size, at.root, *e.Position, e.leaf())
}

func grown(keyFile, oldFile, proofFile string) error {
	keys, err := verifiers(keyFile)
	if err != nil {
		return err
	}
	old, err := os.ReadFile(oldFile)
	if err != nil {
		return err
	}
	proof, err := os.ReadFile(proofFile)
	if err != nil {
		return err
	}
	before, err := checkpoint(string(old), keys)
	if err != nil {
		return err
	}
	// With a line feed before it, so that a proof of no hashes begins with the empty line too.
	proof = append([]byte("\n"), proof...)
	cut := bytes.Index(proof, []byte("\n\n"))
	path, err := hashes(strings.Fields(string(proof[:cut])))
	if err != nil {
		return err
	}
	after, err := checkpoint(string(proof[cut+2:]), keys)
	if err != nil {
		return err
	}
	if err := tlog.CheckTree(path, after.size, after.root, before.size, before.root); err != nil {
		return err
	}
	fmt.Println("the log grew from", before.size, "to", after.size)
	return nil
}

type memory []tlog.Hash

func (m memory) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var found []tlog.Hash
	for _, i := range indexes {
		found = append(found, m[i])
	}
	return found, nil
}

type proofVector struct {
	First  int64    `json:"first"`
	Second int64    `json:"second"`
	Path   []string `json:"path"`
}

func texts(path []tlog.Hash) []string {
	all := []string{}
	for _, h := range path {
		all = append(all, base64.StdEncoding.EncodeToString(h[:]))
	}
	return all
}

// Leaf i is the SHA-256 of the decimal number i in ASCII.
func vectors() error {
	const most = 1000
	sizes := []int64{1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33, 100, 511, 512, 1000}
	var stored memory
	for i := int64(0); i < most; i++ {
		leaf := sha256.Sum256([]byte(strconv.FormatInt(i, 10)))
		more, err := tlog.StoredHashes(i, leaf[:], stored)
		if err != nil {
			return err
		}
		stored = append(stored, more...)
	}
	skey, vkey, err := note.GenerateKey(zeros{}, "example.com/go-vectors")
	if err != nil {
		return err
	}
	signer, err := note.NewSigner(skey)
	if err != nil {
		return err
	}
	roots := map[string]string{}
	notes := map[string]string{}
	var inclusion, consistency []proofVector
	for _, size := range sizes {
		root, err := tlog.TreeHash(size, stored)
		if err != nil {
			return err
		}
		key := strconv.FormatInt(size, 10)
		roots[key] = hex.EncodeToString(root[:])
		text := fmt.Sprintf("example.com/go-vectors\n%d\n%s\n", size, root)
		signed, err := note.Sign(&note.Note{Text: text}, signer)
		if err != nil {
			return err
		}
		notes[key] = string(signed)
		for _, n := range []int64{0, size / 3, size / 2, size - 1} {
			p, err := tlog.ProveRecord(size, n, stored)
			if err != nil {
				return err
			}
			inclusion = append(inclusion, proofVector{n, size, texts(p)})
		}
		for _, first := range sizes {
			if first > size {
				break
			}
			p, err := tlog.ProveTree(size, first, stored)
			if err != nil {
				return err
			}
			consistency = append(consistency, proofVector{first, size, texts(p)})
		}
	}
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	out.SetIndent("", " ")
	return out.Encode(map[string]interface{}{
		"verifier": vkey, "signer": skey, "roots": roots, "notes": notes, "inclusion": inclusion, "consistency": consistency,
	})
}

// A key that everybody can make again.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 0
	}
	return len(p), nil
}
