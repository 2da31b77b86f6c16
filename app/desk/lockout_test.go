package desk

import (
	"testing"
	"time"
)

func TestKnownBrowserIsCountedByItself(t *testing.T) {
	a, _ := someAccounts(t)
	now := time.Now()
	for range wrongAllowed {
		a.check("张三", "wrong password", "b", now)
	}
	if _, ok := a.check("张三", password, "", now); !ok {
		t.Error("a known browser locks strangers out")
	}
	for range wrongAllowed {
		a.check("张三", "wrong password", "b", now)
	}
	for browser, in := range map[string]bool{"": false, "b": false, "c": true} {
		if _, ok := a.check("张三", password, browser, now); ok != in {
			t.Errorf("browser %q is let in: %v; one that rests is a stranger, and strangers rest", browser, ok)
		}
	}
	end := now.Add(lockedFor)
	for _, browser := range []string{"b", ""} {
		if _, ok := a.check("张三", password, browser, end); !ok {
			t.Errorf("the rest of browser %q does not end", browser)
		}
	}
}

func TestCrowdOfStrangersIsNotInTheWay(t *testing.T) {
	a, _ := someAccounts(t)
	a.hashing[false] <- struct{}{} // a stranger's password is being looked at, and takes its time
	if _, ok := a.check("张三", password, "b", time.Now()); !ok {
		t.Error("a known browser is not let in")
	}
	<-a.hashing[false]
}
