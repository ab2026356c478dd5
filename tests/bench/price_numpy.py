"""The work of price_bench in vectorised NumPy, and its numbers.

    price_numpy.py DRAWS.csv

Reads a command a line from standard input and does it:

    clear COUNT REPEATS    prices COUNT changes of supply by engine A
    match MONTHS REPEATS   the price path when output does a given path, by draw

Each answers with a line, the mean seconds that the arithmetic took and how many
values there are, and then the values as little-endian doubles.
"""

import sys
import time

import numpy as np

MONTHS = 18  # that are estimated


def supply_changes(count):
    """In bpd; price_bench has the same formula."""
    return -5e6 + 1e7 * (np.arange(count) / count)


def output_path(months):
    """Log output; price_bench has the same formula."""
    return -0.01 - 0.0005 * (np.arange(months) % 7)


def clear(change, chunk=8192):
    """Log price change, price and output, each by change.

    A chunk at a time and in place, so that all arrays stay in the cache.
    """
    start, output, supply, demand = 75.0, 83e6, 0.10, -0.15
    result = np.empty((3, len(change)))
    for begin in range(0, len(change), chunk):
        part = slice(begin, begin + chunk)
        log_price, price, cleared = result[:, part]
        np.add(change[part], output, out=log_price)
        log_price /= output
        np.log(log_price, out=log_price)
        log_price /= -(supply - demand)
        np.exp(log_price, out=price)
        price *= start
        np.multiply(log_price, demand, out=cleared)
        np.exp(cleared, out=cleared)
        cleared *= output
    return result


def match(output, price, inventory, path):
    """Log price and inventories by month and draw, and the largest innovation.

    Of four ways tried, this was the fastest. Taking each innovation from all
    later months at once, np.linalg.solve by draw, and draws by month rather
    than months by draw took longer; so did draws in chunks.
    """
    months, draws = len(path), output.shape[1]
    innovations = np.empty((months, draws))
    prices = np.empty((months, draws))
    stocks = np.empty((months, draws))
    for h in range(months):
        done = (np.einsum("kd,kd->d", output[h:0:-1], innovations[:h])
                if h > 0 else 0)
        innovations[h] = (100 * path[h] - done) / output[0]
        so_far = innovations[:h + 1]
        prices[h] = np.einsum("kd,kd->d", price[h::-1], so_far)
        stocks[h] = np.einsum("kd,kd->d", inventory[h::-1], so_far)
    prices /= 100
    return prices, stocks, np.abs(innovations).max(axis=0)


def held(responses, months):
    """The last response that is estimated, held to the last month."""
    return responses[np.minimum(np.arange(months), MONTHS - 1)]


def timed(work, repeats):
    """The mean seconds of some repeats, and the last result."""
    begin = time.perf_counter()
    for _ in range(repeats):
        result = work()
    return (time.perf_counter() - begin) / repeats, result


def main():
    table = np.genfromtxt(sys.argv[1], delimiter=",", skip_header=1)
    by_lag = np.ascontiguousarray(table.T)
    for line in sys.stdin:
        command, size, repeats = line.split()
        size, repeats = int(size), int(repeats)
        if command == "clear":
            change = supply_changes(size)
            seconds, values = timed(lambda: clear(change), repeats)
        else:
            path = output_path(size)
            responses = [held(by_lag[at:at + MONTHS], size)
                         for at in range(0, 3 * MONTHS, MONTHS)]
            seconds, values = timed(lambda: match(*responses, path), repeats)
        values = np.concatenate([np.ravel(part) for part in values])
        sys.stdout.buffer.write(b"%.9e %d\n" % (seconds, len(values)))
        sys.stdout.buffer.write(values.astype("<f8").tobytes())
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
