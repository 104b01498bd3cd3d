namespace BackendAgents.Tests.Shared;

/// <summary>A brief that names each technology of the role that is delivered; of databases, caches and brokers there is one each.</summary>
internal static class NamedBrief
{
    private const string Others =
        "Deploy it with Docker, Docker Compose, Kubernetes and Helm. Use nginx and HAProxy. Use GitHub Actions and GitLab CI. "
        + "Monitor it with OpenTelemetry, Prometheus, Grafana and ELK. Provide Terraform for AWS and Azure, and CloudFormation. "
        + "Make nightly backups. Include load tests with k6, architecture decision records, a threat model and a deployment guide. "
        + "The p95 latency is 300 ms. It handles 20 requests per second. Availability is 99.9%.";

    /// <summary>The brief of a book shop.</summary>
    /// <param name="stores">Its database, cache, broker and interface: <c>PostgreSQL, Redis, RabbitMQ, GraphQL</c>.</param>
    public static string With(string stores) =>
        $"Build a REST API for a book shop with {stores} and a CDN. Customers register and log in with JWT and refresh tokens. They can "
        + "also sign in with Google. Admins manage books, and customers write reviews of books. A customer can review a book only once. "
        + $"Publish an event when a review is created. {Others}";
}
