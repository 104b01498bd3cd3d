using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Briefs.Judgement;

namespace BackendAgents.Offline.Tests.Briefs;

/// <summary>What lists of endpoints say beside method and path: where people log in, and who may call.</summary>
public sealed class EndpointLineTests
{
    private const string Vans =
        "A backend for snack vans. Owners register and log in. A van has a name and a plate. Owners manage their own vans.\n\n";

    private static (Blueprint Blueprint, Requirement Line) Read(string line)
    {
        var blueprint = RequirementJudge.Reopen(BriefReader.Read(Vans + "Endpoints:\n\n" + line).Blueprint!);
        return (blueprint, blueprint.Requirements[^1]);
    }

    [TestCase("POST /auth/signup", "register", "/auth/signup")]
    [TestCase("POST /api/users/login", "login", "/api/users/login")]
    [TestCase("POST /login (public)", "login", "/login")]
    [TestCase("POST /auth/refresh-token", "refresh", "/auth/refresh-token")]
    [TestCase("POST /auth/logout", "logout", "/auth/logout")]
    [TestCase("GET /users/me (auth required)", "me", "/users/me")]
    public void People_log_in_where_the_brief_says(string line, string operation, string path)
    {
        var (blueprint, requirement) = Read(line);

        Assert.That(requirement.State, Is.EqualTo(RequirementState.Placed), requirement.Reason);
        Assert.That(blueprint.Authentication.Routes?[operation], Is.EqualTo(path));
    }

    [TestCase("GET /auth/login")]
    [TestCase("POST /auth/login (with a captcha)")]
    [TestCase("DELETE /users/me")]
    public void What_no_login_does_stays_open(string line) => Assert.That(Read(line).Line.State, Is.EqualTo(RequirementState.Open));

    [TestCase("POST /vans (ADMIN)", "createVan", "admin")]
    [TestCase("PUT /vans/:id (admin / owner)", "updateVan", "admin owner")]
    [TestCase("GET /vans - public", "listVans", "admin anonymous")]
    [TestCase("GET /vans (auth required)", "listVans", "admin owner")]
    public void Who_may_is_taken_from_the_line(string line, string name, string roles)
    {
        var (blueprint, requirement) = Read(line);

        Assert.That(requirement.State, Is.EqualTo(RequirementState.Placed), requirement.Reason);
        var access = blueprint.Operations.Single(operation => operation.Name == name).Access.Select(static rule => rule.Role);
        Assert.That(string.Join(' ', access.Order(StringComparer.Ordinal)), Is.EqualTo(roles));
    }

    [TestCase("POST /vans (public)", Description = "Nobody in particular would write.")]
    [TestCase("POST /vans (ADMIN / INSPECTOR)")]
    [TestCase("DELETE /vans/:id (soft delete)")]
    public void What_else_a_line_says_stays_open(string line) => Assert.That(Read(line).Line.State, Is.EqualTo(RequirementState.Open));
}
