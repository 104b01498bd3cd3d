using BackendAgents.Verification;
using BackendAgents.Verification.Compile;

namespace BackendAgents.Tests.Verification;

public sealed class FailedTestsTests
{
    [Test]
    public void Failed_tests_are_told_by_name_and_lines_of_a_log_are_none()
    {
        var run = new ProcessResult(
            1,
            """
            fail: Microsoft.EntityFrameworkCore.Database.Command[20102]
                  Failed executing DbCommand (3ms) [Parameters=[@p0='?'], CommandType='Text', CommandTimeout='30']
              Failed Buy_keeps_sold_out_when_many_call_at_once [1 s]
              Failed GetOffer_shows("a") [< 1 ms]
              Error Message:
               Many at once
              Expected: 3
              But was:  4

              Stack Trace:
                 at Shop.Tests.Everything()
              Failed List_pages [2 s]
            """,
            "",
            TimeSpan.FromSeconds(2)
        );

        Assert.That(
            DotNetVerifier.Failures(run).Select(static failure => $"{failure.Place.Element}: {failure.Message}"),
            Is.EqualTo(
                new[]
                {
                    "Buy_keeps_sold_out_when_many_call_at_once: The test Buy_keeps_sold_out_when_many_call_at_once fails.",
                    "GetOffer_shows(\"a\"): The test GetOffer_shows(\"a\") fails. Many at once Expected: 3 But was: 4",
                    "List_pages: The test List_pages fails.",
                }
            )
        );
    }
}
