// Compares the walk over structural indexes with simdjson's DOM parser, and measures both.
//   c++ -std=c++17 -O2 -ISources/CSimdJSON/include Fuzz/EventWalk/*.cpp Sources/CSimdJSON/EventWalk*.cpp -lsimdjson -o event-walk
// (for the sanitizers: -O1 -g -fsanitize=address,undefined)
//   event-walk fuzz RUNS SEED [FILE…]     random documents, and damaged lines of the files
//   event-walk bench PATHS FILE…          nanoseconds an event; PATHS has a dotted path a line

#include "Reference.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>

int fuzz(uint64_t runs, uint64_t seed, const std::vector<std::string> &lines);

static std::vector<std::string> read_lines(const char *name) {
    std::vector<std::string> lines;
    std::ifstream file(name);
    for (std::string line; std::getline(file, line);) {
        if (!line.empty()) { lines.push_back(line); }
    }
    return lines;
}

namespace {

/// Lines one after another, with the padding that a parse needs after the last.
struct Buffer {
    std::string bytes;
    std::vector<std::pair<size_t, size_t>> lines;

    explicit Buffer(const std::vector<std::string> &all) {
        for (const std::string &line : all) {
            lines.emplace_back(bytes.size(), line.size());
            bytes += line + "\n";
        }
        bytes.append(simdjson::SIMDJSON_PADDING, '\0');
    }
};

using Work = std::function<void(const uint8_t *, size_t)>;

/// The least time for a line, of many repetitions over batches that stay warm. The works take turns, so that what else the
/// machine does falls on all of them.
std::vector<double> measure(const Buffer &buffer, const std::vector<Work> &works) {
    const size_t batch = 100;
    std::vector<double> totals(works.size());
    for (size_t start = 0; start < buffer.lines.size(); start += batch) {
        const size_t end = std::min(start + batch, buffer.lines.size());
        std::vector<double> least(works.size(), 1e18);
        for (int repetition = 0; repetition < 15; repetition++) {
            for (size_t work = 0; work < works.size(); work++) {
                const auto before = std::chrono::steady_clock::now();
                for (size_t line = start; line < end; line++) {
                    works[work](
                        reinterpret_cast<const uint8_t *>(buffer.bytes.data()) + buffer.lines[line].first,
                        buffer.lines[line].second);
                }
                const std::chrono::duration<double, std::nano> time = std::chrono::steady_clock::now() - before;
                least[work] = std::min(least[work], time.count());
            }
        }
        for (size_t work = 0; work < works.size(); work++) { totals[work] += least[work]; }
    }
    for (double &total : totals) { total /= static_cast<double>(buffer.lines.size()); }
    return totals;
}

int bench(const std::vector<std::string> &paths, int count, char **files) {
    std::vector<Slot> slots;
    for (const std::string &path : paths) { slots.push_back({0, TENET_PATH_VALUES, path}); }
    Walk walk(1, slots, std::vector<uint8_t>(slots.size(), 1), 12345);
    simdjson::dom::parser parser;
    std::unique_ptr<simdjson::internal::dom_parser_implementation> stage;
    if (simdjson::get_active_implementation()->create_dom_parser_implementation(1 << 24, 1024, stage)) { return 1; }
    std::printf("%s, %zu paths\n", simdjson::get_active_implementation()->name().c_str(), paths.size());
    for (int index = 0; index < count; index++) {
        const Buffer buffer(read_lines(files[index]));
        uint64_t cells = 0, errors = 0;
        for (const auto &line : buffer.lines) {
            const auto *bytes = reinterpret_cast<const uint8_t *>(buffer.bytes.data()) + line.first;
            errors += tenet_walk_event(walk.walk, bytes, line.second) != 0;
            cells += walk.view->cell_count;
        }
        const std::vector<double> times = measure(
            buffer,
            {[&](const uint8_t *bytes, size_t size) { errors += parser.parse(bytes, size, false).error() != 0; },
                [&](const uint8_t *bytes, size_t size) {
                    errors += stage->stage1(bytes, size, simdjson::stage1_mode::regular) != 0;
                },
                [&](const uint8_t *bytes, size_t size) { errors += tenet_walk_event(walk.walk, bytes, size) != 0; }});
        const double dom = times[0], first = times[1], own = times[2];
        const double size = static_cast<double>(buffer.lines.size());
        std::printf(
            "%6zu events of %5.0f bytes, %5.1f values: dom %6.0f  stage1 %5.0f (%.2f)  walk %6.0f (%.2f)  errors %llu  %s\n",
            buffer.lines.size(), static_cast<double>(buffer.bytes.size()) / size, static_cast<double>(cells) / size, dom,
            first, first / dom, own, own / dom, static_cast<unsigned long long>(errors), files[index]);
    }
    return 0;
}

} // namespace

int main(int count, char **arguments) {
    const std::string mode = count > 1 ? arguments[1] : "";
    if (mode == "bench" && count > 3) { return bench(read_lines(arguments[2]), count - 3, arguments + 3); }
    if (mode == "fuzz" && count > 3) {
        std::vector<std::string> lines;
        for (int index = 4; index < count; index++) {
            for (std::string &line : read_lines(arguments[index])) { lines.push_back(std::move(line)); }
        }
        return fuzz(strtoull(arguments[2], nullptr, 10), strtoull(arguments[3], nullptr, 10), lines);
    }
    std::fprintf(stderr, "usage: event-walk fuzz RUNS SEED [FILE...] | event-walk bench PATHS FILE...\n");
    return 2;
}
