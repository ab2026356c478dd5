"""The network of ensemble_numpy.py: paths, and numbers by draw."""

import itertools

import numpy as np

UNLIMITED = 1e9


class Way:
    """From a node to where its oil ends: of one barrel, the shares of it.

    Shares are sums of products of group arcs' shares: lists of tuples of arcs.
    """

    def __init__(self, arcs=None, ends=None, tanks=None):
        self.arcs, self.ends, self.tanks = arcs or {}, ends or {}, tanks or {}

    def joined(self, *others):
        def union(name):
            total = {}
            for way in (self, *others):
                for key, products in getattr(way, name).items():
                    total[key] = total.get(key, []) + products
            return total
        return Way(union("arcs"), union("ends"), union("tanks"))

    def times(self, arc):
        def scaled(parts):
            return {key: [(*product, arc) for product in products]
                    for key, products in parts.items()}
        return Way(scaled(self.arcs), scaled(self.ends), scaled(self.tanks))


class Path:
    """A way out of a producer or a tank, with its shares made numbers."""

    def __init__(self, start, way):
        self.start = start
        self.arcs = list(way.arcs.items())
        self.ends = list(way.ends.items())
        self.tanks = list(way.tanks)
        # Nothing divides: the shares are 1.
        self.plain = all(products == [()] for _, products in
                         self.arcs + self.ends)


class Span:
    """The numbers of a span of days, by draw."""

    def __init__(self, model, index, values):
        names = model.spans[index]
        count = values.shape[1]

        def get(subject, measure, otherwise=0.0):
            slot = names.get(f"{subject}.{measure}")
            return np.full(count, otherwise) if slot is None else values[slot]

        def has(subject, measure):
            return f"{subject}.{measure}" in names

        def stack(rows):
            return np.array(list(rows))

        arcs = [arc["id"] for arc in model.arcs]
        nodes = model.nodes
        self.physical = stack(get(arc, "capacity") for arc in arcs)
        self.capacity = self.physical * stack(
            get(arc, "availability", 1.0) for arc in arcs)
        self.cost = stack(get(arc, "cost") for arc in arcs)
        self.paid = [index for index, arc in enumerate(arcs)
                     if has(arc, "advance_paid")]
        self.mandated = self.capacity * np.array(
            [[arc["mandated"]] for arc in model.arcs])
        weight = stack(get(arc, "group_share") for arc in arcs)
        self.share = {}
        for members in model.groups.values():
            total = sum(weight[arc] for arc in members)
            for arc in members:
                self.share[arc] = weight[arc] / total
        self.potential = stack(get(node["id"], "potential") for node in nodes)
        self.demand = stack(
            get(node["id"], "demand",
                UNLIMITED if node["kind"] == "market" else 0.0)
            for node in nodes)
        self.price = stack(self.worth(node, get, has, model.brent)
                           for node in nodes)
        self.tank_capacity, self.tank_working = (
            {n: get(nodes[n]["id"], measure) for n in model.tanks}
            for measure in ("storage_capacity", "working_content"))
        self.tank_fill, self.tank_draw = (
            {n: get(nodes[n]["id"], measure, UNLIMITED) for n in model.tanks}
            for measure in ("fill_rate", "draw_rate"))

    @staticmethod
    def worth(node, get, has, brent):
        if has(node["id"], "cash_price"):
            return get(node["id"], "cash_price")
        if node["kind"] == "storage":
            return brent + get(node["id"], "stored_differential")
        if has(node["id"], "differential"):
            return brent + get(node["id"], "differential")
        return get(node["id"], "price")

    def number(self, products):
        return sum(np.prod([self.share[arc] for arc in product], axis=0)
                   if product else 1.0 for product in products)

    def netback(self, path, producer):
        """What is left of the price."""
        start = 0.0 if producer else self.price[path.start] + 0.01
        return (sum(self.number(part) * self.price[end]
                    for end, part in path.ends)
                - sum(self.number(part) * self.cost[arc]
                      for arc, part in path.arcs) - start)


class Model:
    """What does not differ by draw."""

    def __init__(self, question):
        self.nodes, self.arcs = question["nodes"], question["arcs"]
        self.spans, self.brent = question["spans"], question["brent"]
        self.span_of_day = [int(s) for s in question["span_of_day"]]
        self.month_of_day = [int(m) for m in question["month_of_day"]]
        self.content = [int(slot) for slot in question["content"]]
        self.policy = question["policy"]
        self.policy_arcs = [int(arc) for arc in self.policy["arcs"]]
        self.flow_arc = question["flow_arc"]
        self.world_output = question["world_output"]
        self.variable_count = question["variable_count"]
        self.sources = np.array(question["sources"])
        self.model_shares = np.array(question["model_shares"])
        self.multipliers = [np.array(m) for m in question["multipliers"]]
        kinds = [node["kind"] for node in self.nodes]
        self.tanks = [n for n, kind in enumerate(kinds) if kind == "storage"]
        self.markets = [n for n, kind in enumerate(kinds) if kind == "market"]
        self.groups, self.out = {}, [[] for _ in self.nodes]
        for index, arc in enumerate(self.arcs):
            self.out[arc["from"]].append(index)
            if arc["group"] >= 0:
                self.groups.setdefault(arc["group"], []).append(index)
        starts = [n for n, kind in enumerate(kinds)
                  if kind in ("producer", "storage")]
        self.paths = [Path(n, way) for n in starts for way in self.onward(n)]
        middle = self.values(np.full((self.variable_count, 1), 0.5))
        self.orders = [[self.order(s, middle, with_policy)
                        for with_policy in (False, True)]
                       for s in range(len(self.spans))]

    def values(self, levels):
        """By source and draw, each within its own range in two pieces."""
        low, median, high, variable = self.sources.T
        level = levels[variable.astype(int)]
        return np.where(level < 0.5,
                        low[:, None] + (median - low)[:, None] * (2 * level),
                        median[:, None]
                        + (high - median)[:, None] * (2 * level - 1))

    def ways(self, node):
        kind = self.nodes[node]["kind"]
        if kind in ("market", "domestic"):
            return [Way(ends={node: [()]})]
        if kind == "storage":
            through = Way(tanks={node: [()]})
            return [Way(ends={node: [()]})] + [
                through.joined(way) for way in self.onward(node)]
        return self.onward(node)

    def onward(self, node):
        along = {arc: [Way(arcs={arc: [()]}).joined(way)
                       for way in self.ways(self.arcs[arc]["to"])]
                 for arc in self.out[node]}
        found = list(itertools.chain.from_iterable(along.values()))
        for group in {self.arcs[arc]["group"] for arc in along} - {-1}:
            members = self.groups[group]
            for parts in itertools.product(*(along[arc] for arc in members)):
                found.append(Way().joined(*(
                    part.times(arc) for arc, part in zip(members, parts))))
        return found

    def order(self, index, middle, with_policy):
        """Paths with what they are limited by: arcs' mandates, or nothing."""
        span = Span(self, index, middle)
        mandated = span.mandated[:, 0] > 0
        if with_policy and self.policy["kind"] == "route":
            mandated[self.policy_arcs] = True
        if with_policy and self.policy["kind"] == "sanctions":
            span.price[[int(n) for n in self.policy["buyers"]]] -= (
                self.policy["discount"])
        ordered = []
        for path in self.paths:
            producer = self.nodes[path.start]["kind"] == "producer"
            netback = float(np.mean(span.netback(path, producer)))
            # Groups keep their shares as long as all of their arcs can.
            taken = {arc for arc, _ in path.arcs}
            alone = sum(not taken.issuperset(members)
                        for members in self.groups.values()
                        if not taken.isdisjoint(members))
            held = [arc for arc, _ in path.arcs if mandated[arc]]
            if any(self.nodes[n]["must_serve"] for n, _ in path.ends):
                ordered.append((0, alone, -netback, path, []))
            elif held and path.plain:
                ordered.append((1, -len(held), -netback, path, held))
            ordered.append((2, alone, -netback, path, []))
        ordered.sort(key=lambda entry: entry[:3])
        return [(tier, path, held) for tier, _, _, path, held in ordered]
