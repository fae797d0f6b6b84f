package main

import (
	"fmt"
	"os"
	"time"
)

func main() {
	for _, p := range os.Args[2:] {
		for range 2 {
			n, err := start(p)
			if err != nil {
				panic(err)
			}
			var took time.Duration
			var sent int
			err = n.drive(300000, os.Args[1] == "3", func(s int, t time.Duration) { sent, took = s, t })
			fmt.Println(p, sent, took, int(float64(sent)/took.Seconds()), n.memory("VmHWM"), err)
			fmt.Println(n.stop())
		}
	}
}
