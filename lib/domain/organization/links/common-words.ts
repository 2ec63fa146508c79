import "server-only";

/** Words and rows of keys that guessers try first, alone, repeated, joined, and with digits around them. */
export const commonWords: ReadonlySet<string> = new Set(
  `password passwort passw passwd pass secret geheim admin administrator root user username login signin welcome willkommen
  hello hallo letmein changeme change default guest test testing tester demo temp temporary example sample master super
  superuser system server computer internet network security secure private company office work manager employee
  iloveyou love lovely loveme sunshine princess dragon monkey shadow football baseball basketball soccer hockey golf
  batman superman spiderman starwars pokemon naruto jordan michael michelle jennifer jessica ashley daniel andrew joshua
  matthew thomas robert william charlie george martin peter maria anna nicole thunder freedom whatever trustno
  mustang ferrari porsche mercedes harley corvette yamaha summer winter spring autumn fall january february march april
  may june july august september october november december monday tuesday wednesday thursday friday saturday sunday
  qwerty qwertyuiop qwertz qwertzuiop azerty asdf asdfgh asdfghjkl zxcv zxcvbn zxcvbnm qaz wsx edc qazwsx qazwsxedc
  abc abcd abcde abcdef abcdefg abcdefgh abcdefghijkl xyz aaa bbb ccc xxx zzz one two three four five
  google facebook twitter instagram linkedin microsoft windows apple iphone android samsung github oracle amazon cisco
  chocolate cookie cheese coffee banana orange pepper ginger silver golden diamond purple yellow green blue red black white
  killer hunter ranger warrior phoenix eagle tiger lion wolf bear panther angel angels devil heaven jesus christ god
  money dollar million lucky winner happy smile forever family friends mother father sister brother baby buster bailey
  maggie buddy jasper rocky max molly sophie daisy cowboy cowboys yankees lakers chelsea arsenal liverpool barcelona
  london paris berlin vienna munich newyork america canada germany france england matrix blink access
  correct horse battery staple plumbline risk register`.split(/\s+/),
);
