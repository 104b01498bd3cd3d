using System.Collections.Concurrent;
using System.Reflection;
using NUnit.Framework.Api;
using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace Mutation;

/// <summary>
/// Runs delivered tests in their own process against one mutant after the other. First all without any, noting which test comes by which
/// mutant; then for each mutant those tests, until one fails. Compiled into the delivered test project, too.
/// </summary>
internal static class MutationRunner
{
    // Many tests come by what all share; a mutant that so many do not notice is not noticed.
    private const int MaxTests = 60;

    /// <summary>Runs it: the assembly, the file of results, and the mutants as number and feature, with a colon between them.</summary>
    /// <returns>0 when every mutant has a line in the file.</returns>
    public static int Run(Assembly tests, string results, IEnumerable<string> mutants)
    {
        var runner = new NUnitTestAssemblyRunner(new DefaultTestAssemblyBuilder());
        runner.Load(tests, new Dictionary<string, object> { ["NumberOfTestWorkers"] = 0, ["StopOnError"] = true });
        var listener = new Listener();
        MutantSwitch.Reached = listener.Reach;
        var baseline = runner.Run(listener, TestFilter.Empty);
        MutantSwitch.Reached = null;
        if (IsFailed(baseline))
        {
            Console.WriteLine("The tests fail without any mutant: " + Failures(baseline));
            return 1;
        }

        foreach (var (mutant, feature) in mutants.Select(static text => text.Split(':')).Select(static of => (int.Parse(of[0]), of[1])))
        {
            var reaching = listener.Of(mutant, feature).Take(MaxTests).ToList();
            // Written before and after, so that a mutant that never ends can be told.
            File.AppendAllText(results, $"{mutant}\t");
            var killer = reaching.Count == 0 ? null : Kill(runner, mutant, reaching);
            File.AppendAllText(results, $"{(reaching.Count == 0 ? "unreached" : killer is null ? "survived" : "killed")}\t{killer}\n");
        }

        return 0;
    }

    private static string? Kill(NUnitTestAssemblyRunner runner, int mutant, IReadOnlyList<string> tests)
    {
        MutantSwitch.Active = mutant;
        try
        {
            // The test most likely to notice comes first, alone: mostly it is enough.
            foreach (var part in new[] { tests.Take(1), tests.Skip(1) })
            {
                var filter = string.Concat(part.Select(static test => $"<test>{System.Security.SecurityElement.Escape(test)}</test>"));
                if (filter.Length == 0)
                    continue;
                var result = runner.Run(new Listener(), TestFilter.FromXml($"<filter><or>{filter}</or></filter>"));
                if (IsFailed(result))
                    return Failures(result);
            }

            return null;
        }
        finally
        {
            MutantSwitch.Active = 0;
        }
    }

    private static string Failures(ITestResult result) =>
        result.HasChildren
            ? string.Join(", ", result.Children.Where(IsFailed).Select(Failures).Take(3))
            : $"{result.Name}: {result.Message.Trim().Split('\n')[0]}";

    // A service that doesn't start fails its fixture, and no test of it. What a test can only assume is no failure.
    private static bool IsFailed(ITestResult result) => result.ResultState.Status == TestStatus.Failed || result.FailCount > 0;

    private sealed class Listener : ITestListener
    {
        private readonly ConcurrentDictionary<int, ConcurrentDictionary<string, double>> _reached = new();
        private readonly Dictionary<string, double> _lasted = [];
        private volatile string? _test;

        // What is come by while a service starts is there for all tests of it.
        public void Reach(int mutant) => _reached.GetOrAdd(mutant, static _ => new())[_test ?? ""] = 0;

        // Quick tests come first; where all come by, those of the feature, since they are the likeliest to notice.
        public IEnumerable<string> Of(int mutant, string feature)
        {
            if (!_reached.TryGetValue(mutant, out var tests))
                return [];
            var own = tests.Keys.Where(static test => test.Length > 0);
            return tests.ContainsKey("")
                ? _lasted
                    .OrderByDescending(test => test.Key.Contains($".{feature}Tests.", StringComparison.Ordinal))
                    .ThenBy(static test => test.Value)
                    .Select(static test => test.Key)
                : own.OrderBy(test => _lasted.GetValueOrDefault(test));
        }

        public void TestStarted(ITest test)
        {
            if (!test.IsSuite)
                _test = test.FullName;
        }

        public void TestFinished(ITestResult result)
        {
            if (result.Test.IsSuite)
                return;
            _lasted[result.Test.FullName] = result.Duration;
            _test = null;
        }

        public void TestOutput(TestOutput output) { }

        public void SendMessage(TestMessage message) { }
    }
}
