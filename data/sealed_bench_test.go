package data

import (
	"bytes"
	"crypto/rand"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// BenchmarkSealed is the storm of people who scan their cards while an item is
// open: 10,000 check-ins of 24 bytes that come in batches of 50. It compares in
// one run the list that grows with a file that is sealed anew as a whole for
// every batch, and what the last batches cost with what the first did.
func BenchmarkSealed(b *testing.B) {
	const batches, size = 200, 50 * 24
	batch := bytes.Repeat([]byte{7}, size)
	var grown, anew [2]time.Duration // the first tenth of the batches, and the last
	var whole [2]time.Duration
	for b.Loop() {
		k, dir := benchKeys(b)
		s, err := k.Sealed(sealedName)
		if err != nil {
			b.Fatal(err)
		}
		whole[0] += tenths(b, batches, &grown, func(int) error { return s.Append(batch) })
		whole[1] += tenths(b, batches, &anew, func(i int) error { return sealAnew(k, dir, bytes.Repeat(batch, i+1)) })
		if err := k.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(whole[1])/float64(whole[0]), "anew/grown")
	b.ReportMetric(float64(grown[1])/float64(grown[0]), "grown-last/first")
	b.ReportMetric(float64(anew[1])/float64(anew[0]), "anew-last/first")
	b.ReportMetric(float64(whole[0].Microseconds())/float64(batches*b.N), "grown-µs/batch")
	b.ReportMetric(float64(batches*size*(batches+1)/2)/float64(batches*(size+headEntrySize+32)), "bytes-anew/grown")
}

func benchKeys(b *testing.B) (*Keys, string) {
	b.Helper()
	dir := b.TempDir()
	k, err := OpenKeys(dir)
	if err == nil {
		_, err = k.Create(sealedName)
	}
	if err != nil {
		b.Fatal(err)
	}
	return k, dir
}

// tenths runs all batches, and adds up the first tenth and the last.
func tenths(b *testing.B, batches int, parts *[2]time.Duration, batch func(i int) error) (all time.Duration) {
	b.Helper()
	for i := range batches {
		began := time.Now()
		if err := batch(i); err != nil {
			b.Fatal(err)
		}
		took := time.Since(began)
		all += took
		if i < batches/10 {
			parts[0] += took
		} else if i >= batches-batches/10 {
			parts[1] += took
		}
	}
	return all
}

// sealAnew seals all that is there and puts it in place of what was.
func sealAnew(k *Keys, dir string, text []byte) error {
	key, err := k.Get(sealedName)
	if err != nil {
		return err
	}
	box, err := boxOf(derive(key, "sealed"))
	if err != nil {
		return err
	}
	nonce := make([]byte, box.NonceSize())
	_, _ = rand.Read(nonce)
	path := filepath.Join(dir, "anew")
	if err := writeSynced(path+".draft", box.Seal(nonce, nonce, text, nil)); err != nil {
		return err
	}
	if err := os.Rename(path+".draft", path); err != nil {
		return err
	}
	return syncDir(dir)
}
