# HTTP API with CORS -> VPC link -> Cloud Map -> Fargate tasks in subnets that no packet leaves to the internet.

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
}

variable "push" {
  description = "The command that builds the image and pushes it to $REPOSITORY_URL:$TAG."
  type        = string
  default     = "docker build -t $REPOSITORY_URL:$TAG . && docker push $REPOSITORY_URL:$TAG"
}

locals {
  name = "cloud-map-private"
  port = 8080
  tag  = "1"
}

data "aws_availability_zones" "available" {
  state = "available"
  filter {
    name   = "zone-id"
    values = ["use1-az1", "use1-az2", "use1-az4", "use1-az5", "use1-az6"]
  }
}

# Network: no way to the internet, but endpoints for ECR, CloudWatch Logs and S3, where ECR keeps layers.

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
}

resource "aws_subnet" "private" {
  for_each          = toset(slice(data.aws_availability_zones.available.names, 0, 2))
  vpc_id            = aws_vpc.main.id
  availability_zone = each.key
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 4, 8 + index(data.aws_availability_zones.available.names, each.key))
}

resource "aws_route_table" "private" {
  for_each = aws_subnet.private
  vpc_id   = aws_vpc.main.id
}

resource "aws_route_table_association" "private" {
  for_each       = aws_subnet.private
  subnet_id      = each.value.id
  route_table_id = aws_route_table.private[each.key].id
}

resource "aws_security_group" "service" {
  name        = "${local.name}-sample-service"
  description = "Around the tasks of sample-service"
  vpc_id      = aws_vpc.main.id
}

resource "aws_security_group" "endpoints" {
  name        = "${local.name}-endpoints"
  description = "Around the VPC endpoints"
  vpc_id      = aws_vpc.main.id

  ingress {
    description     = "HTTPS from the tasks"
    protocol        = "tcp"
    from_port       = 443
    to_port         = 443
    security_groups = [aws_security_group.service.id]
  }
}

resource "aws_security_group" "vpc_link" {
  name        = "${local.name}-vpc-link"
  description = "Around the VPC link"
  vpc_id      = aws_vpc.main.id
}

resource "aws_security_group_rule" "service_from_vpc_link" {
  type                     = "ingress"
  security_group_id        = aws_security_group.service.id
  source_security_group_id = aws_security_group.vpc_link.id
  protocol                 = "tcp"
  from_port                = local.port
  to_port                  = local.port
}

resource "aws_security_group_rule" "vpc_link_to_service" {
  type                     = "egress"
  security_group_id        = aws_security_group.vpc_link.id
  source_security_group_id = aws_security_group.service.id
  protocol                 = "tcp"
  from_port                = local.port
  to_port                  = local.port
}

resource "aws_security_group_rule" "service_to_endpoints" {
  type                     = "egress"
  security_group_id        = aws_security_group.service.id
  source_security_group_id = aws_security_group.endpoints.id
  protocol                 = "tcp"
  from_port                = 443
  to_port                  = 443
}

resource "aws_security_group_rule" "service_to_s3" {
  type              = "egress"
  security_group_id = aws_security_group.service.id
  prefix_list_ids   = [aws_vpc_endpoint.s3.prefix_list_id]
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_endpoint" "interface" {
  for_each            = toset(["ecr.api", "ecr.dkr", "logs"])
  vpc_id              = aws_vpc.main.id
  vpc_endpoint_type   = "Interface"
  service_name        = "com.amazonaws.us-east-1.${each.key}"
  subnet_ids          = [for subnet in aws_subnet.private : subnet.id]
  security_group_ids  = [aws_security_group.endpoints.id]
  private_dns_enabled = true
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id            = aws_vpc.main.id
  vpc_endpoint_type = "Gateway"
  service_name      = "com.amazonaws.us-east-1.s3"
  route_table_ids   = [for table in aws_route_table.private : table.id]
}

# Image

resource "aws_ecr_repository" "service" {
  name         = "${local.name}/hostname"
  force_delete = true
}

resource "aws_ecr_lifecycle_policy" "service" {
  repository = aws_ecr_repository.service.name
  policy = jsonencode({
    rules = [{
      rulePriority = 1
      description  = "Images that no tag is on any more"
      selection    = { tagStatus = "untagged", countType = "sinceImagePushed", countUnit = "days", countNumber = 14 }
      action       = { type = "expire" }
    }]
  })
}

resource "terraform_data" "image" {
  triggers_replace = [aws_ecr_repository.service.repository_url, local.tag]

  provisioner "local-exec" {
    command = var.push
    environment = {
      REPOSITORY_URL = aws_ecr_repository.service.repository_url
      TAG            = local.tag
    }
  }
}

# Service

resource "aws_service_discovery_private_dns_namespace" "main" {
  name        = "sample-name-space"
  description = "Tasks are found here"
  vpc         = aws_vpc.main.id
}

resource "aws_service_discovery_service" "service" {
  name = "sample-service"

  dns_config {
    namespace_id   = aws_service_discovery_private_dns_namespace.main.id
    routing_policy = "MULTIVALUE"

    dns_records {
      type = "SRV"
      ttl  = 60
    }
  }

  health_check_custom_config {
    failure_threshold = 1
  }
}

resource "aws_ecs_cluster" "main" {
  name = local.name

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

resource "aws_cloudwatch_log_group" "service" {
  name              = "/ecs/${local.name}/sample-service"
  retention_in_days = 30
}

resource "aws_iam_role" "execution" {
  name = "${local.name}-exec"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ecs-tasks.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "execution" {
  name = "pull-and-log"
  role = aws_iam_role.execution.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = "ecr:GetAuthorizationToken", Resource = "*" },
      {
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"]
        Resource = aws_ecr_repository.service.arn
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.service.arn}:*"
      },
    ]
  })
}

resource "aws_ecs_task_definition" "service" {
  family                   = "sample-service"
  cpu                      = 512
  memory                   = 1024
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.execution.arn

  container_definitions = jsonencode([{
    name         = "sample-service"
    image        = "${aws_ecr_repository.service.repository_url}:${local.tag}"
    essential    = true
    portMappings = [{ containerPort = local.port, hostPort = local.port, protocol = "tcp" }]
    environment  = [{ name = "PORT", value = tostring(local.port) }]
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        "awslogs-group"         = aws_cloudwatch_log_group.service.name
        "awslogs-region"        = "us-east-1"
        "awslogs-stream-prefix" = "sample-service"
      }
    }
  }])
}

resource "aws_ecs_service" "service" {
  name                  = "sample-service"
  cluster               = aws_ecs_cluster.main.arn
  task_definition       = aws_ecs_task_definition.service.arn
  desired_count         = 1
  launch_type           = "FARGATE"
  wait_for_steady_state = true

  network_configuration {
    subnets         = [for subnet in aws_subnet.private : subnet.id]
    security_groups = [aws_security_group.service.id]
  }

  service_registries {
    registry_arn = aws_service_discovery_service.service.arn
    port         = local.port
  }

  depends_on = [
    terraform_data.image,
    aws_iam_role_policy.execution,
    aws_vpc_endpoint.interface,
    aws_route_table_association.private,
    aws_security_group_rule.service_to_endpoints,
    aws_security_group_rule.service_to_s3,
  ]
}

# API

resource "aws_apigatewayv2_vpc_link" "main" {
  name               = local.name
  subnet_ids         = [for subnet in aws_subnet.private : subnet.id]
  security_group_ids = [aws_security_group.vpc_link.id]
}

resource "aws_apigatewayv2_api" "main" {
  name          = local.name
  protocol_type = "HTTP"

  cors_configuration {
    allow_origins = ["*"]
    allow_methods = ["*"]
    allow_headers = ["content-type", "authorization", "x-api-key"]
    max_age       = 600
  }
}

resource "aws_apigatewayv2_integration" "service" {
  api_id             = aws_apigatewayv2_api.main.id
  integration_type   = "HTTP_PROXY"
  integration_method = "ANY"
  integration_uri    = aws_service_discovery_service.service.arn
  connection_type    = "VPC_LINK"
  connection_id      = aws_apigatewayv2_vpc_link.main.id
}

resource "aws_apigatewayv2_route" "default" {
  api_id    = aws_apigatewayv2_api.main.id
  route_key = "$default"
  target    = "integrations/${aws_apigatewayv2_integration.service.id}"
}

resource "aws_apigatewayv2_stage" "default" {
  api_id      = aws_apigatewayv2_api.main.id
  name        = "$default"
  auto_deploy = true
}
