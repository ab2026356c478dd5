"""The work of ensemble_bench in vectorised NumPy.

Reads a model as one line of JSON from standard input, answers with NumPy's
version, and then reads lines

    DRAWS BLOCK SEED

and answers each with the processor seconds that the ensemble took, from random
numbers to quantiles, and with the medians of net supply (bpd), of the flow on
one arc (bpd) and of the price change (USD a barrel).

Flows are greedy: oil goes along whole paths, those that must be served first,
then those that are mandated, then the others by netback, in the order that the
medians of costs and prices give. Every array has a column for each draw of a
block; a day is worked out for all of them at once.
"""

import json
import sys
import time

try:
    import numpy as np
except ImportError:
    sys.exit(3)

from ensemble_numpy_network import Model, Span

LEVELS = (0.05, 0.16, 0.50, 0.84, 0.95)


class Run:
    """One block of draws, without the policy or with it, day after day."""

    def __init__(self, model, content, with_policy):
        self.model, self.with_policy = model, with_policy
        self.content = {n: content[n].copy() for n in model.tanks}
        count = len(next(iter(content.values())))
        self.room = np.empty((len(model.arcs), count))
        self.left = np.empty((len(model.nodes), count))
        self.want = np.empty_like(self.left)
        self.x, self.y = np.empty(count), np.empty(count)

    def begin(self, index, span):
        """Of a span: the paths that may carry oil, with their numbers."""
        self.span, self.paths = span, []
        openable = self.model.policy_arcs if self.with_policy else []
        for tier, path, held in self.model.orders[index][self.with_policy]:
            producer = self.model.nodes[path.start]["kind"] == "producer"
            if producer and not span.potential[path.start].any():
                continue
            if not all(arc in openable or span.capacity[arc].any()
                       for arc, _ in path.arcs):
                continue
            parts = None if path.plain else (
                self.shares(path.arcs), self.shares(path.ends))
            buyers = self.model.policy.get("buyers", [])
            discounted = (1.0 if self.with_policy and
                          any(end in buyers for end, _ in path.ends) else 0.0)
            # Who is paid in advance sells whatever it fetches later.
            paid = any(arc in span.paid for arc, _ in path.arcs)
            netback = (span.netback(path, producer)
                       if tier == 2 and not paid else None)
            least = None if netback is None else netback.min()
            self.paths.append(
                (path.start, [arc for arc, _ in path.arcs], path.ends[0][0],
                 held, parts, path.tanks, netback, least, discounted))

    def shares(self, parts):
        """Rows with their shares, and what these divide by."""
        found = [(row, self.span.number(part)) for row, part in parts]
        return [(row, share, 1 / np.maximum(share, 1e-9))
                for row, share in found]

    def allocate(self, capacity, mandated, discount):
        span, room, left, want, x, y = (
            self.span, self.room, self.left, self.want, self.x, self.y)
        np.copyto(room, capacity)
        np.copyto(left, span.potential)
        np.copyto(want, span.demand)
        compulsory = {}
        for n in self.model.tanks:
            content, working = self.content[n], span.tank_working[n]
            np.clip(span.tank_capacity[n] - content, 0, span.tank_fill[n],
                    out=want[n])
            np.clip(content - working, 0, span.tank_draw[n], out=left[n])
            stays = np.clip(working - content, 0, want[n])
            if stays.any():
                compulsory[n] = (stays, [])
        fill = {n: want[n].copy() for n in self.model.tanks}
        draw = {n: left[n].copy() for n in self.model.tanks}
        held_room = {arc: row.copy() for arc, row in mandated.items()}
        for (start, arcs, end, held, parts, tanks, netback, least,
             discounted) in self.paths:
            source = left[start]
            if not source.any():
                continue
            if parts is None:
                np.minimum(source, want[end], out=x)
                for arc in arcs:
                    np.minimum(x, room[arc], out=x)
                for arc in held:
                    np.minimum(x, held_room[arc], out=x)
            else:
                np.copyto(x, source)
                for rows, shares in ((room, parts[0]), (want, parts[1])):
                    for row, _, inverse in shares:
                        np.multiply(rows[row], inverse, out=y)
                        np.minimum(x, y, out=x)
            if least is not None and least <= discount * discounted:
                x *= netback > discount * discounted
            if not x.any():
                continue
            source -= x
            if parts is None:
                want[end] -= x
                for arc in arcs:
                    room[arc] -= x
                for arc in held:
                    held_room[arc] -= x
            else:
                for rows, shares in ((room, parts[0]), (want, parts[1])):
                    for row, share, _ in shares:
                        np.multiply(x, share, out=y)
                        rows[row] -= y
            for n in tanks:
                if n in compulsory and parts is None:
                    compulsory[n][1].append((x.copy(), arcs, end))
        self.keep(compulsory, fill)
        for n in self.model.tanks:
            self.content[n] += (fill[n] - want[n]) - (draw[n] - left[n])

    def keep(self, compulsory, fill):
        """Of what passes a tank below its working content, so much stays."""
        for n, (stays, passed) in compulsory.items():
            need = stays - (fill[n] - self.want[n])
            np.maximum(need, 0, out=need)
            for amount, arcs, end in reversed(passed):
                kept = np.minimum(amount, need)
                need -= kept
                self.want[n] -= kept
                self.want[end] += kept
                after = False
                for arc in arcs:
                    after = after or self.model.arcs[arc]["from"] == n
                    if after:
                        self.room[arc] += kept

    def supply(self):
        """What markets get, less a constant."""
        return -sum(self.want[n] for n in self.model.markets)


def limits(model, span, share, base_flow):
    """Capacities and mandates of a day with the policy."""
    policy, arcs = model.policy, model.policy_arcs
    capacity = span.capacity.copy()
    if policy["kind"] == "route":
        mandated = {arc: row for arc, row in enumerate(span.mandated)
                    if row.any()}
        for arc in arcs:
            full = np.minimum(np.maximum(capacity[arc], span.physical[arc]),
                              policy["limit"])
            capacity[arc] += share * (full - capacity[arc])
            was = span.mandated[arc]
            mandated[arc] = np.minimum(
                was + share * (policy["mandated"] - was), capacity[arc])
        return capacity, mandated
    flows = base_flow[arcs]
    exports = flows.sum(axis=0)
    allowed = exports + share * policy["efficacy"] * np.minimum(
        policy["target"] - exports, 0)
    part = allowed / np.maximum(exports, 1)
    for arc, flow in zip(arcs, flows):
        np.minimum(capacity[arc], flow * part, out=capacity[arc])
    return capacity, {arc: row for arc, row in enumerate(span.mandated)
                      if row.any()}


def multiplier(model, level_of_model, level):
    """Of a model picked by its share, the order statistic at a level."""
    picked = np.searchsorted(model.model_shares, level_of_model)
    result = np.empty(len(level))
    for m, values in enumerate(model.multipliers):
        mine = picked == m
        place = np.ceil(level[mine] * len(values)).astype(int) - 1
        result[mine] = values[np.maximum(place, 0)]
    return result


def simulate(model, count, rng):
    """By column and draw: net, flow, price, and net and price by month."""
    levels = rng.random((model.variable_count, count))
    values = model.values(levels)
    content = {n: values[slot] for n, slot in enumerate(model.content)
               if slot >= 0}
    runs = [Run(model, content, with_policy) for with_policy in (False, True)]
    base, policed = runs
    days, months = len(model.span_of_day), model.month_of_day[-1] + 1
    net = np.zeros((months, count))
    flow = np.zeros(count)
    sanctions = model.policy["kind"] == "sanctions"
    known = None
    for day, (index, month) in enumerate(
            zip(model.span_of_day, model.month_of_day)):
        share = model.policy["share"][day]
        if day == 0 or index != model.span_of_day[day - 1]:
            span = Span(model, index, values)
            plain = {arc: row for arc, row in enumerate(span.mandated)
                     if row.any()}
            for run in runs:
                run.begin(index, span)
        base.allocate(span.capacity, plain, 0.0)
        if sanctions or known != (index, share):
            known = (index, share)
            capacity, mandated = limits(
                model, span, share,
                span.capacity - base.room if sanctions else None)
        policed.allocate(capacity, mandated,
                         share * model.policy.get("discount", 0.0))
        net[month] += policed.supply()
        net[month] -= base.supply()
        flow += capacity[model.flow_arc]
        flow -= policed.room[model.flow_arc]
    size = np.bincount(model.month_of_day)[:, None]
    mean = net.sum(axis=0, keepdims=True) / days
    net /= size
    factor = multiplier(model, levels[-2], levels[-1])

    def price(supply):
        return model.brent * np.expm1(
            -factor * np.log1p(supply / model.world_output))

    return np.concatenate(
        [mean, flow[None] / days, price(mean), net, price(net)])


def main():
    model = Model(json.loads(sys.stdin.readline()))
    print(np.__version__, flush=True)
    for line in sys.stdin:
        draws, block, seed = (int(word) for word in line.split())
        begin = time.process_time()
        rng = np.random.default_rng(seed)
        made = np.concatenate(
            [simulate(model, min(block, draws - first), rng)
             for first in range(0, draws, block)], axis=1)
        quantiles = np.quantile(made, LEVELS, axis=1, method="inverted_cdf")
        seconds = time.process_time() - begin
        print(f"{seconds!r} " + " ".join(
            f"{value:.9e}" for value in quantiles[2, :3]), flush=True)


if __name__ == "__main__":
    main()
