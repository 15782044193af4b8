var Stemmer = function () {
  const table = TABLE;

  const harmony = (word) => {
    for (const letter of [...word].reverse())
      for (const side of [table.back, table.front])
        if (side.includes(letter)) return side;
    return "";
  };

  const isRoot = (letters) => {
    const vowels = [...letters].map((letter) => table.vowels.includes(letter));
    if (letters.length >= 3) return vowels.includes(true);
    return letters.length === 2 && vowels[0] && !vowels[1];
  };

  const fits = (asked, after, root) => {
    const hard = root.endsWith("ь") ? root.slice(0, -1) : root;
    if (!table.after[after].some((letters) => hard.endsWith(letters))) return false;
    const own = root.endsWith("ь") ? "" : harmony(root);
    return !asked || !own || asked === own;
  };

  const without = (word, endings) => {
    for (const [ending, asked, after] of endings) {
      if (!word.endsWith(ending)) continue;
      const root = word.slice(0, -ending.length);
      if (isRoot(root) && fits(asked, after, root)) return root;
    }
    return word;
  };

  const plain = (word) => {
    const whole = table.whole[word] ?? word;
    const last = whole.slice(-1);
    return whole.slice(0, -1) + (table.voiceless[last] ?? last);
  };

  this.stemWord = (given) => {
    const word = given.toLowerCase();
    if (!/^[а-яёәғқңөұүһі]+$/.test(word)) return word;
    let left = without(word, table.verb);
    if (left === word) {
      left = plain(table.noun.reduce(without, left));
      if (Object.values(table.whole).includes(left)) return left;
      left = without(left, table.verb);
    }
    return plain(without(left, table.last));
  };
};
