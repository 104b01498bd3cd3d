using BackendAgents.Coordination.Reviews;
using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Diagnostics;
using BackendAgents.Engineering.Projects;
using BackendAgents.Engineering.Tests.Checks;

namespace BackendAgents.Tests.Coordination.Reviews;

public sealed class GroundingTests
{
    private static IEnumerable<TestCaseData> Broken() => RuleBreaks.All();

    [TestCaseSource(nameof(Broken))]
    public void What_a_rule_reports_is_accepted_when_a_reviewer_repeats_it(string rule, CheckContext broken, string location)
    {
        var found = RuleCatalog.Find(rule)!.Check(broken).ToList();
        var snapshot = new ProjectSnapshot(1, broken.Blueprint, broken.Artifacts, found);

        foreach (var finding in found)
        {
            var reply = $$"""
                ```json
                {"verdict":"request_changes","findings":[{"code":"{{finding.Code}}","place":{{System.Text.Json.JsonSerializer.Serialize(
                    finding.Place
                )}},
                "severity":"error","message":"It is so."}],"summary":"Mend it."}
                ```
                """;
            var raw = VerdictReading.Read(reply).Verdict!.Findings.Single();

            var (grounded, why) = new Grounding([]).Ground(raw, Area.Quality, snapshot);

            Assert.That(grounded?.Key, Is.EqualTo(finding.Key), $"{location}: {why}");
            Assert.That(grounded?.Area, Is.EqualTo(finding.Area));
        }
    }
}
