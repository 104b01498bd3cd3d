using BackendAgents.Engineering.Capabilities;

namespace BackendAgents.Engineering.Tests.Emitters.AspNetCore;

/// <summary>Others are told of a row as it is stored, wherever the effect stands that tells them; of one that goes, as it was.</summary>
public sealed class TellingTests
{
    private const string Told = "await tell();";

    private static readonly string s_lending = File.ReadAllText(Path.Combine(GeneratedFile.Root, "examples", "lending", "backend.yaml"));

    [TestCase("BookEndpoints", "CorrectBookAsync(", "request.ApplyTo(row);")]
    [TestCase("BookEndpoints", "CorrectBookAsync(", "await db.SaveChangesAsync(cancellationToken);")]
    [TestCase("LoanEndpoints", "BorrowAsync(", "LoanRules.StoredAsync(")]
    [TestCase("LoanEndpoints", "TakeBackAsync(", "row.ReturnedAt = ")]
    [TestCase("RemindOverdueJob", "DoAsync(", "row.RemindedAt = now;")]
    [TestCase("CorrectLoansSubscription", "DoAsync(", "row.BookTitle = told.Title;")]
    public void It_is_told_once_all_is_stored(string file, string method, string before)
    {
        var code = Method(file, method);

        Assert.That(code.IndexOf(Told, StringComparison.Ordinal), Is.GreaterThan(code.IndexOf(before, StringComparison.Ordinal)), code);
        Assert.That(code, Does.Contain(before));
    }

    [TestCase("LoanEndpoints", "DropLoanAsync(")]
    [TestCase("ForgetLoansJob", "DoAsync(")]
    public void Of_what_goes_it_is_told_before(string file, string method)
    {
        var code = Method(file, method);

        Assert.That(code, Does.Contain(Told));
        Assert.That(
            code.IndexOf(Told, StringComparison.Ordinal),
            Is.LessThan(code.IndexOf(".Remove(row)", StringComparison.Ordinal)),
            code
        );
    }

    // Everything that changes a loan sends a mail of it, first of all.
    private static string Method(string file, string method)
    {
        const string Mail = "{ notify: loanMail }";
        const string Drop = "  - { name: dropLoan, entity: Loan, kind: delete, access: [{ role: librarian }]";
        var yaml = s_lending
            .Replace("    remove: true\n", $"    remove: true\n    effects: [{Mail}]\n", StringComparison.Ordinal)
            .Replace(
                "    effects:\n      - set: { returned",
                $"    effects:\n      - {Mail}\n      - set: {{ returned",
                StringComparison.Ordinal
            )
            .Replace("effects: [{ set: { bookTitle", $"effects: [{Mail}, {{ set: {{ bookTitle", StringComparison.Ordinal)
            .Replace("requirements:\n", $"{Drop}, effects: [{Mail}] }}\nrequirements:\n", StringComparison.Ordinal);
        var blueprint = CapabilityCatalog.BuiltIn.Read(yaml).Blueprint!;
        var content = CapabilityCatalog
            .BuiltIn.Deliver(blueprint)
            .Single(artifact => artifact.Path.EndsWith($"/{file}.g.cs", StringComparison.Ordinal))
            .Content;
        var from = content.LastIndexOf($" {method}", StringComparison.Ordinal);
        var end = content.IndexOf("\n    }\n", from, StringComparison.Ordinal);
        return content[from..end];
    }
}
