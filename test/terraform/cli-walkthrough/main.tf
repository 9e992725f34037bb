# Three services: public with an address of its own, private behind a public load balancer, and private for other tasks
# only, found by its name. VPC endpoints lead the private ones to ECR and to their logs.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

provider "aws" {
  region = "us-east-1"

  default_tags {
    tags = {
      Environment = "Demo"
    }
  }
}

variable "push" {
  description = "The command that builds the image and pushes it to $REPOSITORY_URL:$TAG."
  type        = string
  default     = "docker build -t $REPOSITORY_URL:$TAG $APP && docker push $REPOSITORY_URL:$TAG"
}

locals {
  apps  = toset(["static-app", "hostname-app", "random-quote-app"])
  count = { static-app = 1, hostname-app = 2, random-quote-app = 1 }
  zones = slice(data.aws_availability_zones.available.names, 0, 2)
  tag   = "latest"
}

data "aws_region" "current" {}
data "aws_caller_identity" "current" {}

data "aws_availability_zones" "available" {
  state = "available"

  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }
}

# Network

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
}

resource "aws_subnet" "public" {
  count                   = 2
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.${1 + count.index}.0/24"
  availability_zone       = local.zones[count.index]
  map_public_ip_on_launch = true
}

resource "aws_subnet" "private" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.${3 + count.index}.0/24"
  availability_zone = local.zones[count.index]
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

# The main route table of the VPC is that of the public subnets.
resource "aws_default_route_table" "public" {
  default_route_table_id = aws_vpc.main.default_route_table_id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}

resource "aws_route_table" "private" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route_table_association" "private" {
  count          = 2
  subnet_id      = aws_subnet.private[count.index].id
  route_table_id = aws_route_table.private.id
}

# Without rules, the default group lets nothing in and nothing out.
resource "aws_default_security_group" "closed" {
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group" "load_balancer" {
  name_prefix = "demo-balancer-"
  description = "Around the load balancer"
  vpc_id      = aws_vpc.main.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "app" {
  for_each    = local.apps
  name        = "demo-${each.key}"
  description = "Around the tasks of ${each.key}"
  vpc_id      = aws_vpc.main.id
}

resource "aws_security_group" "endpoints" {
  name        = "demo-endpoints"
  description = "Around the VPC endpoints"
  vpc_id      = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "internet_to_load_balancer" {
  security_group_id = aws_security_group.load_balancer.id
  description       = "HTTP from the internet"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
}

resource "aws_vpc_security_group_egress_rule" "load_balancer_to_hostname_app" {
  security_group_id            = aws_security_group.load_balancer.id
  referenced_security_group_id = aws_security_group.app["hostname-app"].id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}

resource "aws_vpc_security_group_ingress_rule" "internet_to_static_app" {
  security_group_id = aws_security_group.app["static-app"].id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 8080
  to_port           = 8080
}

resource "aws_vpc_security_group_ingress_rule" "load_balancer_to_hostname_app" {
  security_group_id            = aws_security_group.app["hostname-app"].id
  referenced_security_group_id = aws_security_group.load_balancer.id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}

resource "aws_vpc_security_group_ingress_rule" "hostname_app_to_random_quote_app" {
  security_group_id            = aws_security_group.app["random-quote-app"].id
  referenced_security_group_id = aws_security_group.app["hostname-app"].id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}

resource "aws_vpc_security_group_egress_rule" "app_to_all" {
  for_each          = local.apps
  security_group_id = aws_security_group.app[each.key].id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}

resource "aws_vpc_security_group_ingress_rule" "app_to_endpoints" {
  for_each                     = local.apps
  security_group_id            = aws_security_group.endpoints.id
  referenced_security_group_id = aws_security_group.app[each.key].id
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}

resource "aws_vpc_endpoint" "interface" {
  for_each            = toset(["ecr.api", "ecr.dkr", "logs"])
  vpc_id              = aws_vpc.main.id
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.${data.aws_region.current.name}.${each.key}"
  subnet_ids          = aws_subnet.private[*].id
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.${data.aws_region.current.name}.s3"
  route_table_ids = [aws_route_table.private.id]
}

# Images

resource "aws_ecr_repository" "app" {
  for_each     = local.apps
  name         = each.key
  force_delete = true
}

resource "terraform_data" "image" {
  for_each         = local.apps
  triggers_replace = [aws_ecr_repository.app[each.key].repository_url, local.tag]

  provisioner "local-exec" {
    command = var.push
    environment = {
      APP            = each.key
      REPOSITORY_URL = aws_ecr_repository.app[each.key].repository_url
      TAG            = local.tag
    }
  }
}

# Cluster

resource "aws_service_discovery_private_dns_namespace" "main" {
  name = "local"
  vpc  = aws_vpc.main.id
}

resource "aws_ecs_cluster" "main" {
  name = "demo-cluster"

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

resource "aws_ecs_cluster_capacity_providers" "main" {
  cluster_name       = aws_ecs_cluster.main.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

resource "aws_iam_role" "execution" {
  name = "ecsTaskExecutionRole"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
      Condition = {
        StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id }
      }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "execution" {
  role       = aws_iam_role.execution.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}

resource "aws_cloudwatch_log_group" "app" {
  for_each          = local.apps
  name              = "/ecs/cli-walkthrough/${each.key}"
  retention_in_days = 30
}

resource "aws_ecs_task_definition" "app" {
  for_each                 = local.apps
  family                   = each.key
  cpu                      = 256
  memory                   = 512
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.execution.arn

  container_definitions = jsonencode([{
    name         = each.key
    image        = "${aws_ecr_repository.app[each.key].repository_url}:${local.tag}"
    essential    = true
    portMappings = [{ containerPort = 8080 }]
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.app[each.key].name
        awslogs-region        = data.aws_region.current.name
        awslogs-stream-prefix = each.key
      }
    }
  }])
}

# Load balancer

resource "aws_lb" "main" {
  name            = "demo-balancer"
  subnets         = aws_subnet.public[*].id
  security_groups = [aws_security_group.load_balancer.id]
}

resource "aws_lb_target_group" "hostname_app" {
  name        = "hostname-app-tg"
  port        = 8080
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = aws_vpc.main.id
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.main.arn
  port              = 80

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.hostname_app.arn
  }
}

# Services

resource "aws_service_discovery_service" "random_quote" {
  name = "random-quote"

  dns_config {
    namespace_id = aws_service_discovery_private_dns_namespace.main.id

    dns_records {
      type = "A"
      ttl  = 300
    }
  }

  # The provider keeps an empty block out of its state, and would replace the service with each apply:
  # https://github.com/hashicorp/terraform-provider-aws/issues/44285
  health_check_custom_config {
    failure_threshold = 1
  }
}

resource "aws_ecs_service" "app" {
  for_each              = local.apps
  name                  = each.key
  cluster               = aws_ecs_cluster.main.id
  task_definition       = aws_ecs_task_definition.app[each.key].arn
  desired_count         = local.count[each.key]
  launch_type           = "FARGATE"
  wait_for_steady_state = true

  network_configuration {
    subnets          = each.key == "static-app" ? aws_subnet.public[*].id : aws_subnet.private[*].id
    security_groups  = [aws_security_group.app[each.key].id]
    assign_public_ip = each.key == "static-app"
  }

  dynamic "load_balancer" {
    for_each = each.key == "hostname-app" ? [1] : []
    content {
      target_group_arn = aws_lb_target_group.hostname_app.arn
      container_name   = each.key
      container_port   = 8080
    }
  }

  dynamic "service_registries" {
    for_each = each.key == "random-quote-app" ? [1] : []
    content {
      registry_arn = aws_service_discovery_service.random_quote.arn
    }
  }

  depends_on = [
    terraform_data.image,
    aws_default_route_table.public,
    aws_iam_role_policy_attachment.execution,
    aws_lb_listener.http,
    aws_vpc_endpoint.interface,
    aws_vpc_endpoint.s3,
    aws_vpc_security_group_egress_rule.app_to_all,
    aws_vpc_security_group_ingress_rule.app_to_endpoints,
  ]
}

output "url" {
  value = "http://${aws_lb.main.dns_name}"
}
