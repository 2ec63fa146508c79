import type { ReactNode } from "react";
import { Section } from "@/components/layout/section";
import {
  largestRate,
  lossMethodVersion,
  lossMethodVersions,
  simulatedYears,
} from "@/lib/domain/risks/quantification/method";
import { mostAdded } from "@/lib/domain/risks/queries/quantification";

/** The method in words, each part under its own heading. */
export function MethodText() {
  return (
    <>
      <Part title="What is asked">
        <p>
          Two ranges per risk: how many events a year brings, and what one event costs. The same two once the
          treatment is done, where it is expected to change them. A range is either a minimum, a most likely
          value and a maximum, or an interval that holds nine times out of ten.
        </p>
        <p>
          Somebody who can say &ldquo;nine times out of ten between 20,000 and 400,000&rdquo; knows something.
          A single number would claim to know more.
        </p>
      </Part>
      <Part title="What is computed">
        <ol className="ml-5 grid list-decimal gap-1.5">
          <li>
            {simulatedYears.toLocaleString("en")} years are played through. For each, a rate is drawn from the
            range of frequency, and from the rate the number of events (Poisson distribution).
          </li>
          <li>For each event a loss is drawn from the range of loss; the year&rsquo;s loss is their sum.</li>
          <li>
            A minimum, most likely and maximum are drawn by PERT: a beta distribution between the ends with
            mean (minimum + 4 × most likely + maximum) ÷ 6.
          </li>
          <li>
            An interval is drawn by the lognormal distribution whose 5th and 95th percentile are its ends: σ =
            ln(upper ÷ lower) ÷ 3.29.
          </li>
          <li>
            Expected loss is the mean of all years. The 95th percentile is the loss that one year in twenty
            exceeds. The curve shows for each amount the share of years that cost more.
          </li>
          <li>
            Risks of a unit are added year by year, up to {mostAdded} of them. Their expected losses add up
            exactly; their bad years seldom fall together, so the percentiles do not.
          </li>
        </ol>
      </Part>
      <Part title="Versions of this method">
        <p>
          Every estimate keeps the version it was made with; its figures stay as they were when a newer one
          comes.
        </p>
        <ul className="ml-5 grid list-disc gap-1.5">
          {lossMethodVersions.map(({ version, says }) => (
            <li key={version}>
              Version {version}
              {version === lossMethodVersion ? ", in use" : ""}: {says}
            </li>
          ))}
        </ul>
      </Part>
      <Part title="The same seed, the same curve">
        <p>
          The random numbers come from the generator xoshiro128**, started from the SHA-256 of the
          risk&rsquo;s id. The same ranges therefore always give the same figures, to the last digit, on any
          machine. Today and treated use the same random numbers, so that their difference is the
          treatment&rsquo;s, not chance.
        </p>
      </Part>
      <Part title="What it leaves out">
        <ul className="ml-5 grid list-disc gap-1.5">
          <li>
            Risks are taken as independent. A common cause, such as one model behind many systems, is not
            modelled.
          </li>
          <li>More than {largestRate} events a year: quantify a batch of events as one.</li>
          <li>Money is counted as of the estimate: no inflation, no discounting, no insurance.</li>
          <li>Harm to people has no price here. It is scored by impact, beside this and not below it.</li>
        </ul>
      </Part>
      <Part title="How it is checked">
        <p>
          The product&rsquo;s own tests compare simulated years with cases whose answer is known in closed
          form: means and variances of PERT and lognormal, the mean λ × E(loss) and variance λ × E(loss²) of a
          compound Poisson year, the probability 1 − e<sup>−λ</sup> of any event, exact percentiles of a fixed
          loss, and sums of independent risks.
        </p>
      </Part>
      <Part title="Sources">
        <ul className="ml-5 grid list-disc gap-1.5">
          <li>
            The Open Group, Open FAIR: Risk Taxonomy (O-RT) and Risk Analysis (O-RA) standards: frequency ×
            magnitude.
          </li>
          <li>
            D. G. Malcolm and others, Application of a technique for research and development program
            evaluation, Operations Research 7 (1959); D. Vose, Risk Analysis: the PERT distribution.
          </li>
          <li>
            D. W. Hubbard and R. Seiersen, How to Measure Anything in Cybersecurity Risk: lognormal losses
            from 90 % intervals, loss exceedance curves.
          </li>
          <li>
            D. Blackman and S. Vigna, Scrambled linear pseudorandom number generators (2021); G. Marsaglia and
            W. W. Tsang, A simple method for generating gamma variables (2000).
          </li>
        </ul>
      </Part>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Section title={title}>
      <div className="grid max-w-3xl gap-2 text-sm leading-6">{children}</div>
    </Section>
  );
}
