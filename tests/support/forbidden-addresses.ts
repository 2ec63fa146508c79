/** Hosts that are, or lead to, something inside; a name is taken for one that resolves to this machine. */
export const forbiddenHosts: readonly string[] = [
  // This machine, as IPv4 can be written.
  ...["127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "2130706433", "0x7f000001", "0x7f.0.0.1", "0x7f.1"],
  ...["017700000001", "0177.0.0.1", "0177.0.0.01", "0177.1", "127.0.0.1.", "0", "0.0.0.0", "0x0", "00000000"],
  ...["127.0x0.0.1", "127.0.0x1", "0x7F.0x0.0x0.0x1", "%31%32%37.0.0.1", "127%2e0%2e0%2e1"],
  // Full-width and circled digits, ideographic full stops.
  ...["１２７.０.０.１", "①②⑦.⓪.⓪.①", "127。0。0。1", "127．0．0．1"],
  // Private, shared, link-local and other ranges that are set aside.
  ...["10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.254", "192.168.0.1", "192.168.255.255"],
  ...["100.64.0.1", "100.127.255.254", "169.254.0.1", "169.254.169.254", "169.254.170.2", "2852039166"],
  ...["0xa9fea9fe", "0xa9.0xfe.0xa9.0xfe", "0251.0376.0251.0376", "192.0.0.1", "192.0.0.192", "192.0.2.1"],
  ...[
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "192.88.99.1",
    "224.0.0.1",
    "239.255.255.250",
  ],
  ...["240.0.0.1", "255.255.255.255", "100.100.100.200", "168.63.129.16.six", "0xa000001", "012.0.0.1"],
  // IPv6: this machine, unique local, link-local, multicast, documentation.
  ...[
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::]",
    "[fc00::1]",
    "[fd00::1]",
    "[fd00:ec2::254]",
    "[fe80::1]",
    "[febf::1]",
  ],
  ...[
    "[fec0::1]",
    "[ff02::1]",
    "[2001:db8::1]",
    "[3fff::1]",
    "[100::1]",
    "[5f00::1]",
    "[2001:10::1]",
    "[2001:20::1]",
  ],
  // IPv6 that hides an IPv4 address: mapped, compatible, 6to4, NAT64, Teredo.
  ...[
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::ffff:10.0.0.1]",
    "[::ffff:169.254.169.254]",
    "[::ffff:0:127.0.0.1]",
  ],
  ...[
    "[::127.0.0.1]",
    "[::7f00:1]",
    "[2002:7f00:1::]",
    "[2002:a00:1::1]",
    "[2002:a9fe:a9fe::]",
    "[64:ff9b::127.0.0.1]",
  ],
  ...["[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::a00:1]", "[2001:0:7f00:1::]", "[2001::1]"],
  // Names that lead inside.
  ...[
    "localhost",
    "LOCALHOST",
    "localhost.",
    "localhost.localdomain",
    "ip6-localhost.six",
    "metadata.google.internal",
  ],
  ...[
    "metadata",
    "metadata.google.internal.",
    "instance-data",
    "instance-data.ec2.internal",
    "kubernetes.default.svc",
  ],
  ...[
    "127.0.0.1.nip.test",
    "localtest.test",
    "ｌｏｃａｌｈｏｓｔ",
    "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
    "bücher.test",
    "xn--bcher-kva.test",
  ],
];

/** Returns addresses that are refused for what else is in them: scheme, name and password, port, shape. */
export function forbiddenAddresses(port: string): string[] {
  return [
    ...[
      `ftp://127.0.0.1:${port}/`,
      "file:///etc/passwd",
      "gopher://127.0.0.1/",
      "data:text/plain,hello",
      "javascript:0",
    ],
    ...[
      `ws://127.0.0.1:${port}/`,
      "about:blank",
      "blob:https://a.test/b",
      "//127.0.0.1/",
      "127.0.0.1",
      "",
      " ",
      "https://",
    ],
    ...[
      `https://user@127.0.0.1:${port}/`,
      `https://user:password@receiver.test:${port}/`,
      `https://:x@receiver.test:${port}/`,
    ],
    ...[`https://receiver.test:${port}@127.0.0.1:${port}/`, `https://receiver.test%40127.0.0.1:${port}/`],
    ...[`https://receiver.test\\@127.0.0.1:${port}/`, `https://127.0.0.1:${port}\\@receiver.test/`],
    ...[
      `https://receiver.test#@127.0.0.1:${port}/`,
      `https:127.0.0.1:${port}/`,
      `https:\\\\127.0.0.1:${port}/`,
    ],
    ...[
      "https://receiver.test:22/",
      "https://receiver.test:0/",
      "https://receiver.test:65536/",
      "http://receiver.test/",
    ],
    ...[
      "https://receiver.test:6379/",
      "https://receiver.test:25/",
      "https://receiver.test:5432/",
      "https://256.1.1.1/",
    ],
    ...[
      "https://[::1/",
      "https://[fe80::1%25eth0]/",
      "https://1.2.3.4.5/",
      `https://127.0.0.1:${port}/${"x".repeat(2_000)}`,
    ],
    ...[
      `https://127.0.0.1\t:${port}/`,
      `https://127.0.0.1\n:${port}/`,
      `\u0000https://127.0.0.1:${port}/`,
      `https://127.0.0.1:${port}\u0000/`,
    ],
  ];
}
